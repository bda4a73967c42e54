/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-choices.h"
#include "sync/vouch-session.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/jobs/vouch-job-tags.h"
#include "ui/vouch-load.h"
#include "ui/vouch-reloader.h"

#define KIND "set-job-tag"

typedef struct
{
  gint64 connection_id;
  VouchConnectionKind kind;
  char **touched;         /* (owned): jobs whose tag was chosen in this window */

  GPtrArray *tags;        /* (owned) (nullable), of char */
  VouchTagField *field;   /* (owned) (nullable) */
  GPtrArray *effects;     /* (owned), of VouchEffect */
  char *order;            /* (owned) (nullable): setting requestor-order */
  char *named;            /* (owned) (nullable): name of the person set as requestor */
} Facts;

struct _VouchJobTags
{
  GObject parent_instance;

  VouchHub *hub;              /* (owned) */
  VouchReloader *reloader;    /* (owned) (nullable): until it is stopped */
  GCancellable *cancellable;  /* (owned) */
  Facts *facts;               /* (owned) (nullable): as read last */
  GPtrArray *no_tags;         /* (owned): empty */
  GHashTable *touched;        /* (owned): (char): ids of jobs */
};

enum { CHANGED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchJobTags, vouch_job_tags, G_TYPE_OBJECT)

/* Reading. */

static void
facts_free (Facts *self)
{
  g_clear_pointer (&self->touched, g_strfreev);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_free (self->order);
  g_free (self->named);
  g_free (self);
}

static gboolean
load_tags (Facts    *self,
           VouchDb  *db,
           GError  **error)
{
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, self->connection_id, error);

  self->tags = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; templates != NULL && i < templates->len; i++)
    g_ptr_array_add (self->tags, g_strdup (((VouchTemplate *) templates->pdata[i])->tag));

  return templates != NULL;
}

static gboolean
load_open_effects (Facts    *self,
                   VouchDb  *db,
                   GError  **error)
{
  static const VouchEffectState states[] = {
    VOUCH_EFFECT_PLANNED, VOUCH_EFFECT_SENDING, VOUCH_EFFECT_UNKNOWN, VOUCH_EFFECT_HELD,
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr(GPtrArray) effects = vouch_outbox_list (db, self->connection_id, states[i], error);

      if (effects == NULL)
        return FALSE;
      for (guint j = 0; j < effects->len; j++)
        {
          if (g_str_equal (((VouchEffect *) effects->pdata[j])->kind, KIND))
            g_ptr_array_add (self->effects, vouch_effect_copy (effects->pdata[j]));
        }
    }

  return TRUE;
}

static gboolean
load_touched (Facts    *self,
              VouchDb  *db,
              GError  **error)
{
  for (guint i = 0; self->touched[i] != NULL; i++)
    {
      g_autofree char *subject = g_strdup_printf ("job:%s", self->touched[i]);
      g_autoptr(GError) failure = NULL;
      g_autoptr(VouchEffect) effect = vouch_outbox_find (db, self->connection_id, KIND, subject,
                                                         &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (effect != NULL)
        g_ptr_array_insert (self->effects, 0, g_steal_pointer (&effect));
    }

  return TRUE;
}

static gboolean
load_settings (Facts    *self,
               VouchDb  *db,
               GError  **error)
{
  g_autoptr(VouchSettings) settings =
    vouch_choices_read_settings (db, self->connection_id, self->kind, error);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchContact) named = NULL;

  if (settings == NULL)
    return FALSE;

  self->order = g_strdup (settings->requestor_order);
  self->field = vouch_tag_field_get (db, self->connection_id, &failure);
  if (failure == NULL && settings->requestor_user[0] != '\0')
    named = vouch_users_get (db, self->connection_id, settings->requestor_user, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  self->named = named != NULL ? vouch_contact_dup_name (named) : NULL;
  return TRUE;
}

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Facts *self = data;

  self->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_effect_free);
  return load_tags (self, db, error) && load_open_effects (self, db, error) &&
         load_touched (self, db, error) && load_settings (self, db, error);
}

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  VouchJobTags *self = VOUCH_JOB_TAGS (user_data);
  g_autoptr(GStrvBuilder) touched = g_strv_builder_new ();
  g_autoptr(GList) ids = g_list_sort (g_hash_table_get_keys (self->touched),
                                      (GCompareFunc) strcmp);
  Facts *facts = g_new0 (Facts, 1);

  for (GList *l = ids; l != NULL; l = l->next)
    g_strv_builder_add (touched, l->data);
  facts->connection_id = connection_id;
  facts->kind = vouch_connection_item_get (vouch_hub_get_current (self->hub))->kind;
  facts->touched = g_strv_builder_end (touched);
  return facts;
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchJobTags *self = VOUCH_JOB_TAGS (user_data);

  if (data == NULL)
    {
      g_debug ("The tags could not be read: %s", error->message);
      return;
    }

  g_clear_pointer (&self->facts, facts_free);
  self->facts = data;
  g_signal_emit (self, signals[CHANGED], 0);
}

static const VouchReading reading = {
  .label = "read tags of jobs",
  .subjects = (const char *const[]) { "template", "effect", "tag-field", "setting", NULL },
  .prepare = prepare,
  .load = load,
  .destroy = (GDestroyNotify) facts_free,
  .take = take,
};

static void
current_changed_cb (VouchJobTags *self)
{
  g_hash_table_remove_all (self->touched);
  g_clear_pointer (&self->facts, facts_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
vouch_job_tags_dispose (GObject *object)
{
  VouchJobTags *self = VOUCH_JOB_TAGS (object);

  vouch_job_tags_stop (self);

  G_OBJECT_CLASS (vouch_job_tags_parent_class)->dispose (object);
}

static void
vouch_job_tags_finalize (GObject *object)
{
  VouchJobTags *self = VOUCH_JOB_TAGS (object);

  g_clear_pointer (&self->facts, facts_free);
  g_clear_pointer (&self->no_tags, g_ptr_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_job_tags_parent_class)->finalize (object);
}

static void
vouch_job_tags_class_init (VouchJobTagsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = vouch_job_tags_dispose;
  object_class->finalize = vouch_job_tags_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vouch_job_tags_init (VouchJobTags *self)
{
  self->cancellable = g_cancellable_new ();
  self->no_tags = g_ptr_array_new ();
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

VouchJobTags *
vouch_job_tags_new (VouchHub *hub)
{
  VouchJobTags *self = g_object_new (VOUCH_TYPE_JOB_TAGS, NULL);

  self->hub = g_object_ref (hub);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->reloader = vouch_reloader_new (hub, &reading, self);
  return self;
}

VouchHub *
vouch_job_tags_get_hub (VouchJobTags *self)
{
  return self->hub;
}

void
vouch_job_tags_stop (VouchJobTags *self)
{
  g_cancellable_cancel (self->cancellable);
  vouch_reloader_clear (&self->reloader);
}

GPtrArray *
vouch_job_tags_get_tags (VouchJobTags *self)
{
  g_return_val_if_fail (VOUCH_IS_JOB_TAGS (self), NULL);

  return self->facts != NULL ? self->facts->tags : self->no_tags;
}

char *
vouch_job_tags_dup_field_problem (VouchJobTags *self)
{
  const VouchTagField *field = self->facts != NULL ? self->facts->field : NULL;

  if (field != NULL && field->id == NULL)
    return g_strdup (_("SmartRecruiters has no job field for the tags."));
  if (field != NULL && !field->active)
    return g_strdup (_("The job field for the tags is not active in SmartRecruiters."));

  return NULL;
}

const VouchEffect *
vouch_job_tags_find_effect (VouchJobTags *self,
                            const char   *job_id)
{
  g_return_val_if_fail (VOUCH_IS_JOB_TAGS (self), NULL);

  for (guint i = 0; self->facts != NULL && i < self->facts->effects->len; i++)
    {
      const VouchEffect *effect = self->facts->effects->pdata[i];

      if (g_strcmp0 (effect->subject + strlen ("job:"), job_id) == 0)
        return effect;
    }

  return NULL;
}

static const char *
find_person (VouchJobTags       *self,
             const VouchJobItem *job,
             const char         *word)
{
  if (g_str_equal (word, "recruiter"))
    return job->recruiter;
  if (g_str_equal (word, "coordinator"))
    return job->coordinator;
  if (g_str_equal (word, "creator"))
    return job->creator;
  return self->facts->named;
}

static const char *
get_role (const char *word)
{
  if (g_str_equal (word, "recruiter"))
    return C_("requestor", "recruiter");
  if (g_str_equal (word, "coordinator"))
    return C_("requestor", "coordinator");
  if (g_str_equal (word, "creator"))
    return C_("requestor", "creator of the job");
  return C_("requestor", "named in the settings");
}

char *
vouch_job_tags_dup_requestor (VouchJobTags       *self,
                              const VouchJobItem *job)
{
  g_auto(GStrv) order = NULL;

  g_return_val_if_fail (VOUCH_IS_JOB_TAGS (self), NULL);

  if (self->facts == NULL)
    return NULL;

  order = g_strsplit (self->facts->order, ",", -1);
  for (guint i = 0; order[i] != NULL; i++)
    {
      g_autofree char *person = vouch_text_isolate (find_person (self, job, order[i]));

      /* Translators: a name and why this person is the requestor: "Ana Ruiz (recruiter)". */
      if (person != NULL)
        return g_strdup_printf (C_("requestor", "%s (%s)"), person, get_role (order[i]));
    }

  return NULL;
}

VouchJobRoles
vouch_job_tags_get_roles (VouchJobTags *self)
{
  static const struct { const char *word; VouchJobRoles role; } words[] = {
    { "recruiter", VOUCH_JOB_ROLE_RECRUITER },
    { "coordinator", VOUCH_JOB_ROLE_COORDINATOR },
    { "creator", VOUCH_JOB_ROLE_CREATOR },
  };
  g_auto(GStrv) order = NULL;
  VouchJobRoles roles = 0;

  g_return_val_if_fail (VOUCH_IS_JOB_TAGS (self), 0);

  if (self->facts == NULL)
    return 0;

  order = g_strsplit (self->facts->order, ",", -1);
  if (self->facts->named != NULL && g_strv_contains ((const char *const *) order, "named"))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strv_contains ((const char *const *) order, words[i].word))
        roles |= words[i].role;
    }
  return roles;
}

/* Choosing. */

typedef struct
{
  gint64 connection_id;
  char *job_id;           /* (owned) */
  char *tag;              /* (owned): "" takes it away */
  gint64 effect_id;       /* what is tried again, or 0 */
  VouchRandom *random;    /* (owned) */
  gint64 now;
} Choice;

static void
choice_free (Choice *self)
{
  g_free (self->job_id);
  g_free (self->tag);
  g_clear_object (&self->random);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

static gboolean
choose (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  const Choice *self = data;
  g_autofree char *attempt_id = NULL;

  if (self->effect_id != 0)
    return vouch_action_retry (db, self->effect_id, FALSE, self->now, error);
  if (self->tag[0] != '\0' &&
      !vouch_action_add_value (db, self->connection_id, self->tag, self->random, self->now, error))
    return FALSE;

  attempt_id = vouch_random_hex (self->random, 16);
  return vouch_action_tag_job (db, self->connection_id, self->job_id, self->tag, attempt_id,
                               self->now, error);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Choice) choice = vouch_save_finish (result, &error);
  g_autofree char *sentence = NULL;
  VouchJobTags *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_JOB_TAGS (user_data);
  if (choice != NULL)
    {
      vouch_hub_deliver (self->hub);
      return;
    }

  sentence = vouch_text_from_error (error);
  g_signal_emit (self, signals[FAILED], 0, sentence);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
save (VouchJobTags *self,
      const char   *job_id,
      const char   *tag,
      gint64        effect_id)
{
  Choice *choice;

  if (!vouch_hub_get_can_write (self->hub) || vouch_hub_get_current (self->hub) == NULL)
    return;

  choice = g_new0 (Choice, 1);
  choice->connection_id = vouch_hub_get_current_id (self->hub);
  choice->job_id = g_strdup (job_id);
  choice->tag = g_strdup (tag);
  choice->effect_id = effect_id;
  choice->random = g_object_ref (vouch_context_get_random (vouch_hub_get_context (self->hub)));
  choice->now = vouch_hub_get_now (self->hub);
  g_hash_table_add (self->touched, g_strdup (job_id));
  vouch_save_async (vouch_hub_get_store (self->hub), "commit tag", choose, choice,
                    (GDestroyNotify) choice_free, self->cancellable, chosen_cb, self);
}

void
vouch_job_tags_set (VouchJobTags *self,
                    const char   *job_id,
                    const char   *tag)
{
  g_return_if_fail (VOUCH_IS_JOB_TAGS (self));

  save (self, job_id, tag, 0);
}

void
vouch_job_tags_retry (VouchJobTags *self,
                      const char   *job_id)
{
  const VouchEffect *effect = vouch_job_tags_find_effect (self, job_id);

  if (effect != NULL && effect->state == VOUCH_EFFECT_HELD)
    save (self, job_id, "", effect->id);
}
