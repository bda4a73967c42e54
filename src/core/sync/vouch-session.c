/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "sync/vouch-capabilities.h"
#include "sync/vouch-choices.h"
#include "sync/vouch-later.h"
#include "sync/vouch-session.h"

struct _VouchSession
{
  GObject parent_instance;

  /* Never changed. */
  GThread *owner;                 /* (unowned): the engine's */
  gint64 id;
  VouchStore *store;              /* (owned) */
  VouchClock *clock;              /* (owned) */
  VouchRandom *random;            /* (owned) */
  VouchHttp *ats;                 /* (owned) */
  VouchHttp *crosschq;            /* (owned) */

  /* Asked from any thread; what was replaced stays. */
  VouchChoices *choices;          /* (owned) */
  VouchCapabilities *capabilities; /* (owned) */
  VouchReason *ats_problem;       /* (unowned) (nullable): one of the problems */
  VouchReason *crosschq_problem;  /* (unowned) (nullable): one of the problems */
  _Atomic gint64 offset;          /* service's time less the boot clock; NO_OFFSET: not known */
  GAsyncQueue *gone_found;        /* (owned), of gint64: what transactions found gone */
  int company_due;                /* atomic: it has to be read, however young it is */
  int company_news;               /* atomic: it was read, and nobody has asked about it since */

  /* The owner's alone. */
  GPtrArray *problems;            /* (owned), of VouchReason: all that there ever were */
  GArray *gone;                   /* (owned), of gint64: applications that two reads call gone */
  VouchCreated created;
  gint64 company_read_at;
  gboolean interrupted;           /* the last cycle did not come to its end */

  /* The cycle's alone, only one step of which is under way at a time. */
  gint64 forgot_at;
  gint64 list_cursor;
  GPtrArray *pairs;               /* (owned), of VouchPair */
  GHashTable *doubtful;           /* (owned): row ids of requests that have to be read by id */
  VouchLater *later;              /* (owned) */
};

G_DEFINE_FINAL_TYPE (VouchSession, vouch_session, G_TYPE_OBJECT)

/* A Date header counts whole seconds, so a smaller step back is none. */
#define DATE_GRAIN (2 * VOUCH_SECOND)
#define NO_OFFSET G_MININT64

/* Whoever changes it has to be on the engine's thread: a transaction may be looking at the same
 * time. */
static void
assert_owner (VouchSession *self)
{
  g_assert (self->owner == g_thread_self ());
}

static void
vouch_session_finalize (GObject *object)
{
  VouchSession *self = VOUCH_SESSION (object);

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->ats);
  g_clear_object (&self->crosschq);
  g_clear_pointer (&self->choices, vouch_choices_free);
  g_clear_pointer (&self->capabilities, vouch_capabilities_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->gone_found, g_async_queue_unref);
  g_clear_pointer (&self->gone, g_array_unref);
  g_free (self->created.request_id);
  g_free (self->created.external_id);
  g_clear_pointer (&self->doubtful, g_hash_table_unref);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->later, vouch_later_free);

  G_OBJECT_CLASS (vouch_session_parent_class)->finalize (object);
}

static void
vouch_session_class_init (VouchSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_session_finalize;
}

static void
vouch_session_init (VouchSession *self)
{
  self->owner = g_thread_self ();
  self->offset = NO_OFFSET;
  self->capabilities = vouch_capabilities_new ();
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reason_unref);
  self->gone_found = g_async_queue_new_full (g_free);
  self->gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->doubtful = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->pairs = vouch_pairs_new ();
  self->later = vouch_later_new ();
}

/**
 * vouch_session_new:
 * @store: the store
 * @clock: the clock
 * @random: randomness
 * @ats: client of SmartRecruiters
 * @crosschq: client of Crosschq
 * @connection: the connection; copied
 *
 * The thread that calls this is the session's owner.
 *
 * Returns: (transfer full): a session with default settings until vouch_session_reload()
 */
VouchSession *
vouch_session_new (VouchStore            *store,
                   VouchClock            *clock,
                   VouchRandom           *random,
                   VouchHttp             *ats,
                   VouchHttp             *crosschq,
                   const VouchConnection *connection)
{
  VouchSession *self = g_object_new (VOUCH_TYPE_SESSION, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->ats = g_object_ref (ats);
  self->crosschq = g_object_ref (crosschq);
  self->id = connection->id;
  self->choices = vouch_choices_new (connection);
  return self;
}

VouchStore *
vouch_session_get_store (VouchSession *self)
{
  return self->store;
}

VouchClock *
vouch_session_get_clock (VouchSession *self)
{
  return self->clock;
}

VouchRandom *
vouch_session_get_random (VouchSession *self)
{
  return self->random;
}

VouchHttp *
vouch_session_get_ats (VouchSession *self)
{
  return self->ats;
}

VouchHttp *
vouch_session_get_crosschq (VouchSession *self)
{
  return self->crosschq;
}

gint64
vouch_session_get_id (VouchSession *self)
{
  return self->id;
}

/**
 * vouch_session_get_connection:
 * @self: a session
 *
 * Returns: (transfer none): the connection as last read; good as long as the session is
 */
const VouchConnection *
vouch_session_get_connection (VouchSession *self)
{
  return vouch_choices_get_connection (self->choices);
}

/**
 * vouch_session_get_settings:
 * @self: a session
 *
 * Returns: (transfer none): the settings as last read; good as long as the session is
 */
const VouchSettings *
vouch_session_get_settings (VouchSession *self)
{
  return vouch_choices_get_settings (self->choices);
}

/**
 * vouch_session_get_capability:
 * @self: a session
 * @name: one of VOUCH_CAPABILITY_…
 *
 * Returns: (transfer none) (nullable): "yes", "no", another value, or %NULL while it is not known;
 *   good as long as the session is
 */
const char *
vouch_session_get_capability (VouchSession *self,
                              const char   *name)
{
  return vouch_capabilities_get (self->capabilities, name);
}

gboolean
vouch_session_offers (VouchSession *self,
                      const char   *name)
{
  return g_strcmp0 (vouch_session_get_capability (self, name), "yes") == 0;
}

gboolean
vouch_session_lacks (VouchSession *self,
                     const char   *name)
{
  return g_strcmp0 (vouch_session_get_capability (self, name), "no") == 0;
}

/**
 * vouch_session_learn:
 * @self: a session
 * @name: one of VOUCH_CAPABILITY_…
 * @value: what a real answer showed
 *
 * Known at once; kept by the next vouch_session_flush().
 */
void
vouch_session_learn (VouchSession *self,
                     const char   *name,
                     const char   *value)
{
  assert_owner (self);
  vouch_capabilities_learn (self->capabilities, name, value);
}

/**
 * vouch_session_get_now:
 * @self: a session
 *
 * Returns: the service's time: its last Date and what has passed since; before the first answer the
 *   local wall clock (reliability.md §2.6)
 */
gint64
vouch_session_get_now (VouchSession *self)
{
  gint64 offset = self->offset;

  if (offset == NO_OFFSET)
    return vouch_clock_get_wall (self->clock);

  return vouch_clock_get_boot (self->clock) + offset;
}

void
vouch_session_note_date (VouchSession *self,
                         gint64        date)
{
  gint64 offset = date - vouch_clock_get_boot (self->clock);

  assert_owner (self);
  if (date == 0 || (self->offset != NO_OFFSET && ABS (offset - self->offset) < DATE_GRAIN))
    return;

  self->offset = offset;
}

/**
 * vouch_session_get_skew:
 * @self: a session
 *
 * Returns: microseconds by which the local clock is ahead of the service
 */
gint64
vouch_session_get_skew (VouchSession *self)
{
  return vouch_clock_get_wall (self->clock) - vouch_session_get_now (self);
}

/* Services have few problems, over and over. */
static VouchReason *
keep_problem (VouchSession *self,
              VouchReason  *reason)
{
  assert_owner (self);
  if (reason == NULL)
    return NULL;

  for (guint i = 0; i < self->problems->len; i++)
    {
      if (vouch_reason_equal (self->problems->pdata[i], reason))
        return self->problems->pdata[i];
    }

  g_ptr_array_add (self->problems, vouch_reason_ref (reason));
  return reason;
}

void
vouch_session_set_ats_problem (VouchSession *self,
                               VouchReason  *reason)
{
  g_atomic_pointer_set (&self->ats_problem, keep_problem (self, reason));
}

VouchReason *
vouch_session_get_ats_problem (VouchSession *self)
{
  return g_atomic_pointer_get (&self->ats_problem);
}

void
vouch_session_set_crosschq_problem (VouchSession *self,
                                    VouchReason  *reason)
{
  g_atomic_pointer_set (&self->crosschq_problem, keep_problem (self, reason));
}

VouchReason *
vouch_session_get_crosschq_problem (VouchSession *self)
{
  return g_atomic_pointer_get (&self->crosschq_problem);
}

VouchLater *
vouch_session_get_later (VouchSession *self)
{
  return self->later;
}

/**
 * vouch_session_get_company_read_at:
 * @self: a session
 *
 * Returns: when tenant and configuration were last read well by this session, service's time; 0:
 * never
 */
gint64
vouch_session_get_company_read_at (VouchSession *self)
{
  return self->company_read_at;
}

void
vouch_session_set_company_read_at (VouchSession *self,
                                   gint64        time)
{
  assert_owner (self);
  self->company_read_at = time;
  g_atomic_int_set (&self->company_news, TRUE);
}

void
vouch_session_ask_for_company (VouchSession *self)
{
  g_atomic_int_set (&self->company_due, TRUE);
}

gboolean
vouch_session_take_company_due (VouchSession *self)
{
  return g_atomic_int_compare_and_exchange (&self->company_due, TRUE, FALSE);
}

gboolean
vouch_session_take_company_news (VouchSession *self)
{
  return g_atomic_int_compare_and_exchange (&self->company_news, TRUE, FALSE);
}

GPtrArray *
vouch_session_get_pairs (VouchSession *self)
{
  return self->pairs;
}

/**
 * vouch_session_is_doubtful:
 * @self: a session
 * @request_id: (row id): of a request
 *
 * Returns: whether something is known to have changed that has not been read yet
 */
gboolean
vouch_session_is_doubtful (VouchSession *self,
                           gint64        request_id)
{
  return g_hash_table_contains (self->doubtful, &request_id);
}

void
vouch_session_set_doubtful (VouchSession *self,
                            gint64        request_id,
                            gboolean      doubtful)
{
  if (doubtful)
    g_hash_table_add (self->doubtful, g_memdup2 (&request_id, sizeof request_id));
  else
    g_hash_table_remove (self->doubtful, &request_id);
}

/**
 * vouch_session_get_list_cursor:
 * @self: a session
 *
 * Returns: up to when Crosschq's list was read by this session, the service's time; 0: not at all.
 *   As with vouch_session_get_poll_at(), a new session reads all requests once.
 */
gint64
vouch_session_get_list_cursor (VouchSession *self)
{
  return self->list_cursor;
}

void
vouch_session_set_list_cursor (VouchSession *self,
                               gint64        time)
{
  self->list_cursor = time;
}

VouchCreated *
vouch_session_get_created (VouchSession *self)
{
  assert_owner (self);
  return &self->created;
}

/**
 * vouch_session_add_gone:
 * @self: a session
 * @application_id: (row id): of an application
 *
 * Remembers it until vouch_session_take_gone(). What a crash forgets, the next read brings up
 * again.
 */
void
vouch_session_add_gone (VouchSession *self,
                        gint64        application_id)
{
  g_async_queue_push (self->gone_found, g_memdup2 (&application_id, sizeof application_id));
}

static void
collect_gone (VouchSession *self)
{
  g_autofree gint64 *id = NULL;

  while ((id = g_async_queue_try_pop (self->gone_found)) != NULL)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < self->gone->len; i++)
        known |= g_array_index (self->gone, gint64, i) == *id;
      if (!known)
        g_array_append_val (self->gone, *id);
      g_clear_pointer (&id, g_free);
    }
}

/**
 * vouch_session_take_gone:
 * @self: a session
 *
 * Returns: (row id): the one that was added first, which is forgotten; 0: there is none
 */
gint64
vouch_session_take_gone (VouchSession *self)
{
  gint64 id;

  assert_owner (self);
  collect_gone (self);
  if (self->gone->len == 0)
    return 0;

  id = g_array_index (self->gone, gint64, 0);
  g_array_remove_index (self->gone, 0);
  return id;
}

/**
 * vouch_session_get_forgot_at:
 * @self: a session
 *
 * Returns: when this session last erased what was old enough, service's time; 0: never
 */
gint64
vouch_session_get_forgot_at (VouchSession *self)
{
  return self->forgot_at;
}

void
vouch_session_set_forgot_at (VouchSession *self,
                             gint64        time)
{
  self->forgot_at = time;
}

gboolean
vouch_session_is_interrupted (VouchSession *self)
{
  return self->interrupted;
}

/**
 * vouch_session_set_interrupted:
 * @self: a session
 * @interrupted: whether the last cycle ended somewhere on its way
 *
 * It may have sent something and not have been able to keep what came of it.
 */
void
vouch_session_set_interrupted (VouchSession *self,
                               gboolean      interrupted)
{
  assert_owner (self);
  self->interrupted = interrupted;
}

/**
 * vouch_session_reload:
 * @self: a session
 * @db: the store, inside a transaction
 * @error: return location
 *
 * Reads the connection and its settings anew, and of its capabilities those that this session does
 * not know. Settings that say what to look for in the company make it due.
 */
gboolean
vouch_session_reload (VouchSession  *self,
                      VouchDb       *db,
                      GError       **error)
{
  const VouchSettings *before = vouch_session_get_settings (self);
  const VouchSettings *after;

  if (!vouch_choices_load (self->choices, db, error))
    return FALSE;
  after = vouch_session_get_settings (self);
  if (!g_str_equal (before->step_name, after->step_name) ||
      !g_str_equal (before->job_field, after->job_field))
    vouch_session_ask_for_company (self);

  return vouch_capabilities_load (self->capabilities, db, self->id, error);
}

/**
 * vouch_session_flush:
 * @self: a session
 * @db: the store, inside a transaction
 * @error: return location
 *
 * Keeps what was learned.
 */
gboolean
vouch_session_flush (VouchSession  *self,
                     VouchDb       *db,
                     GError       **error)
{
  return vouch_capabilities_store (self->capabilities, db, self->id, error);
}
