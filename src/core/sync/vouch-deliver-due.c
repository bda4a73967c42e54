/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-deliver-due.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-deliver-report.h"
#include "sync/vouch-delivery.h"
#include "sync/vouch-list-lag.h"

/* Effects that are on their way side by side; those of one report count as one. */
#define AT_ONCE 4
#define LIMIT 1000
#define MASS_CANCELS 10

struct _VouchDeliverDue
{
  VouchProcedure parent_instance;

  VouchSession *session;  /* (owned) */

  GPtrArray *due;         /* (owned) (nullable), of VouchEffect */
  GHashTable *tried;      /* (owned): effects by their id, asked only */
  guint n_delivered;
  guint n_children;       /* procedures that deliver them */
  guint n_ended;          /* of those */
  GError *problem;        /* (owned) (nullable): the first */
  VouchProcedure *lag;    /* (owned) (nullable) */
};

typedef enum { PROP_FRACTION = 1, N_PROPS } VouchDeliverDueProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchDeliverDue, vouch_deliver_due, VOUCH_TYPE_PROCEDURE)

static void listed_cb    (VouchProcedure *procedure, const GError *error);
static void delivered_cb (VouchProcedure *procedure, const GError *error);
static void looked_cb    (VouchProcedure *procedure, const GError *error);

/* One that no person asked for or let go. */
static gboolean
is_automatic_cancel (const VouchEffect *effect)
{
  return effect->state == VOUCH_EFFECT_PLANNED && g_str_equal (effect->kind, "cancel-request") &&
         g_strcmp0 (effect->body, "manual") != 0 && g_strcmp0 (effect->body, "released") != 0;
}

static gboolean
hold_cancels (VouchDeliverDue  *self,
              VouchDb          *db,
              GError          **error)
{
  for (guint i = 0; i < self->due->len; i++)
    {
      VouchEffect *effect = self->due->pdata[i];

      if (!is_automatic_cancel (effect))
        continue;
      effect->state = VOUCH_EFFECT_HELD;
      effect->next_at = 0;
      g_clear_pointer (&effect->reason, vouch_reason_unref);
      effect->reason = vouch_reason_new ("cancel.mass", NULL);
      if (!vouch_outbox_update (db, effect, error))
        return FALSE;
    }

  return TRUE;
}

/* A change of this size is more likely a slip than a wish: a person says (reliability.md §2.10). */
static gboolean
guard_cancels (VouchDeliverDue  *self,
               VouchDb          *db,
               GError          **error)
{
  guint n_open = vouch_requests_count_open (db, vouch_session_get_id (self->session), error);
  guint n_cancels = 0;

  for (guint i = 0; i < self->due->len; i++)
    n_cancels += is_automatic_cancel (self->due->pdata[i]) ? 1 : 0;

  return n_cancels <= MAX (MASS_CANCELS, n_open / 20) || hold_cancels (self, db, error);
}

static gboolean
list_due (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  VouchDeliverDue *self = data;

  g_clear_pointer (&self->due, g_ptr_array_unref);
  self->due = vouch_outbox_due (db, vouch_session_get_id (self->session),
                                vouch_session_get_now (self->session), LIMIT, error);
  return self->due != NULL && guard_cancels (self, db, error);
}

static gboolean
may_go (VouchDeliverDue   *self,
        const VouchEffect *effect)
{
  GType type = vouch_deliver_type_for (effect->kind);
  VouchDeliveryClass *klass;
  gboolean crosschq;

  if (effect->state == VOUCH_EFFECT_HELD && effect->next_at == 0)
    return FALSE;
  if (type == G_TYPE_INVALID || g_hash_table_contains (self->tried, &effect->id))
    return FALSE;

  klass = g_type_class_ref (type);
  crosschq = klass->crosschq;
  g_type_class_unref (klass);
  if (crosschq && vouch_session_get_crosschq_problem (self->session) != NULL)
    return FALSE;

  return vouch_session_get_ats_problem (self->session) == NULL;
}

static void
vouch_deliver_due_start (VouchProcedure *procedure)
{
  VouchDeliverDue *self = VOUCH_DELIVER_DUE (procedure);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read outbox",
                         list_due, listed_cb);
}

/* What belongs to one report was planned at one time, so it is in a row. */
static void
add_child (VouchDeliverDue   *self,
           GPtrArray         *children,
           const VouchEffect *effect)
{
  VouchProcedure *last = children->len > 0 ? children->pdata[children->len - 1] : NULL;
  g_autoptr(VouchDelivery) delivery = vouch_delivery_new (self->session, effect);

  self->n_delivered++;
  if (!vouch_deliver_report_takes (effect))
    {
      g_ptr_array_add (children, g_steal_pointer (&delivery));
      return;
    }

  if (!VOUCH_IS_DELIVER_REPORT (last) ||
      vouch_deliver_report_get_request_id (VOUCH_DELIVER_REPORT (last)) != effect->request_id)
    {
      last = VOUCH_PROCEDURE (vouch_deliver_report_new (self->session, effect->request_id));
      g_ptr_array_add (children, last);
    }
  vouch_deliver_report_add (VOUCH_DELIVER_REPORT (last), delivery);
}

static void
end (VouchDeliverDue *self)
{
  if (self->problem != NULL)
    vouch_procedure_take_error (VOUCH_PROCEDURE (self), g_steal_pointer (&self->problem));
  else
    vouch_procedure_return (VOUCH_PROCEDURE (self));
}

static void
listed_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchDeliverDue *self = VOUCH_DELIVER_DUE (procedure);
  g_autoptr(GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  for (guint i = 0; i < self->due->len; i++)
    {
      const VouchEffect *effect = self->due->pdata[i];

      if (!may_go (self, effect))
        continue;
      g_hash_table_add (self->tried, g_memdup2 (&effect->id, sizeof effect->id));
      add_child (self, children, effect);
    }

  if (children->len > 0)
    {
      self->n_children += children->len;
      vouch_procedure_run_all (procedure, g_steal_pointer (&children), AT_ONCE, delivered_cb);
    }
  else if (self->lag == NULL && vouch_list_lag_is_due (self->session))
    {
      self->lag = vouch_list_lag_new (self->session);
      vouch_procedure_run_child (procedure, self->lag, looked_cb);
    }
  else
    {
      end (self);
    }
}

static void
looked_cb (VouchProcedure *procedure,
           const GError   *error)
{
  end (VOUCH_DELIVER_DUE (procedure));
}

static void
vouch_deliver_due_child_ended (VouchProcedure *procedure)
{
  VouchDeliverDue *self = VOUCH_DELIVER_DUE (procedure);

  self->n_ended++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

/* What was delivered may have planned more. */
static void
delivered_cb (VouchProcedure *procedure,
              const GError   *error)
{
  VouchDeliverDue *self = VOUCH_DELIVER_DUE (procedure);

  if (error != NULL && error->domain == VOUCH_STORE_ERROR)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  if (error != NULL && self->problem == NULL)
    self->problem = g_error_copy (error);
  vouch_deliver_due_start (procedure);
}

static void
vouch_deliver_due_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((VouchDeliverDueProperty) prop_id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, vouch_deliver_due_get_fraction (VOUCH_DELIVER_DUE (object)));
      break;

    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_deliver_due_finalize (GObject *object)
{
  VouchDeliverDue *self = VOUCH_DELIVER_DUE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_clear_pointer (&self->tried, g_hash_table_unref);
  g_clear_error (&self->problem);
  g_clear_object (&self->lag);

  G_OBJECT_CLASS (vouch_deliver_due_parent_class)->finalize (object);
}

static void
vouch_deliver_due_class_init (VouchDeliverDueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vouch_deliver_due_get_property;
  object_class->finalize = vouch_deliver_due_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_deliver_due_start;
  VOUCH_PROCEDURE_CLASS (klass)->child_ended = vouch_deliver_due_child_ended;

  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0,
                         (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_deliver_due_init (VouchDeliverDue *self)
{
  self->tried = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

VouchDeliverDue *
vouch_deliver_due_new (VouchSession *session)
{
  VouchDeliverDue *self = g_object_new (VOUCH_TYPE_DELIVER_DUE, NULL);

  self->session = g_object_ref (session);
  return self;
}

guint
vouch_deliver_due_get_n_delivered (VouchDeliverDue *self)
{
  return self->n_delivered;
}

double
vouch_deliver_due_get_fraction (VouchDeliverDue *self)
{
  return self->n_children > 0 ? (double) self->n_ended / self->n_children : 0;
}
