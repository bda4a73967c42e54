/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "vouch-invariants.h"

#include "base/vouch-util.h"

/* What Vouch changes outside, and which kind of effect it is in the outbox. */
static const struct
{
  const char *outside;
  const char *kind;
} counterparts[] = {
  { "request-created", "create-request" },
  { "request-cancelled", "cancel-request" },
  { "request-reminded", "remind-request" },
  { "attachment-added", "attach-report" },
  { "note-written", "write-note" },
  { "outcome-set", "set-outcome" },
  { "job-property-set", "set-job-tag" },
};

static void G_GNUC_PRINTF (2, 3)
break_one (GPtrArray  *broken,
           const char *format,
           ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (broken, g_strdup_vprintf (format, args));
  va_end (args);
}

static JsonArray *
get_list (JsonNode   *node,
          const char *member)
{
  return json_object_get_array_member (json_node_get_object (node), member);
}

static const char *
get_text (JsonObject *object,
          const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

/* The answer of a query that gives one number; -1 when it cannot be asked. */
static gint64
count (const VouchInvariants *self,
       GPtrArray             *broken,
       const char            *sql,
       const char            *text)
{
  g_autoptr(GError) error = NULL;
  VouchRows *rows = vouch_db_query (self->db, &error, sql, "is", self->connection_id, text);
  gint64 n = -1;

  if (rows != NULL && vouch_rows_next (rows))
    n = vouch_rows_int (rows, 0);
  if (rows == NULL || !vouch_rows_finish (rows, &error))
    break_one (broken, "the store cannot be asked: %s", error->message);

  return n;
}

static guint
count_outside (const VouchInvariants *self,
               const char            *kind,
               const char            *member,
               const char            *value)
{
  JsonArray *effects = get_list (self->effects, "effects");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);

      if (g_strcmp0 (get_text (effect, "kind"), kind) == 0 &&
          (member == NULL || g_strcmp0 (get_text (effect, member), value) == 0))
        n++;
    }

  return n;
}

/* I7, I8 and the service's own half of I1: whatever it forbids, or takes for bad manners. */
static void
check_violations (const VouchInvariants *self,
                  GPtrArray             *broken)
{
  JsonArray *violations = get_list (self->violations, "violations");

  for (guint i = 0; i < json_array_get_length (violations); i++)
    {
      JsonObject *violation = json_array_get_object_element (violations, i);

      break_one (broken, "I7/I8: %s: %s", get_text (violation, "rule"),
                 get_text (violation, "detail"));
    }
}

/* I1: at most one live request for an application, at the service and in the store. */
static void
check_live (const VouchInvariants *self,
            GPtrArray             *broken)
{
  JsonArray *requests = get_list (self->requests, "requests");

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *one = json_array_get_object_element (requests, i);

      for (guint j = i + 1; j < json_array_get_length (requests); j++)
        {
          JsonObject *other = json_array_get_object_element (requests, j);

          if (get_text (one, "external_id") != NULL &&
              g_strcmp0 (get_text (one, "external_id"), get_text (other, "external_id")) == 0 &&
              g_strcmp0 (get_text (one, "state"), "open") == 0 &&
              g_strcmp0 (get_text (other, "state"), "open") == 0)
            break_one (broken, "I1: two open requests for %s", get_text (one, "external_id"));
        }
    }

  if (count (self, broken,
             "SELECT count(*) FROM (SELECT application_id FROM request"
             " WHERE connection_id = ?1 AND ?2 IS NULL"
             " AND stage IN ('planned', 'sent', 'in-progress', 'past-due')"
             " GROUP BY application_id HAVING count(*) > 1)", NULL) > 0)
    break_one (broken, "I1: two open requests of one application in the store");
}

/* I1: at most one create processed for each entry that was planned. */
static void
check_creates (const VouchInvariants *self,
               GPtrArray             *broken)
{
  gint64 n_planned = count (self, broken,
                            "SELECT count(*) FROM outbox WHERE connection_id = ?1 AND kind = ?2"
                            " AND attempts > 0", "create-request");

  if (count_outside (self, "request-created", NULL, NULL) > n_planned)
    break_one (broken, "I1: more requests were created than entries were sent");
}

/* I2: nothing is changed outside without an intent that was committed before. */
static void
check_intents (const VouchInvariants *self,
               GPtrArray             *broken)
{
  for (guint i = 0; i < G_N_ELEMENTS (counterparts); i++)
    {
      gint64 n_sent = count (self, broken,
                             "SELECT coalesce(sum(attempts), 0) FROM outbox"
                             " WHERE connection_id = ?1 AND kind = ?2", counterparts[i].kind);
      guint n_outside = count_outside (self, counterparts[i].outside, NULL, NULL);

      if (n_outside > n_sent)
        break_one (broken, "I2: %u times %s outside, sent %" G_GINT64_FORMAT " times",
                   n_outside, counterparts[i].outside, n_sent);
    }
}

/* I4: a tombstone has no person. */
static void
check_tombstones (const VouchInvariants *self,
                  GPtrArray             *broken)
{
  if (count (self, broken,
             "SELECT count(*) FROM application AS a JOIN person AS p ON p.id = a.person_id"
             " WHERE a.connection_id = ?1 AND ?2 IS NULL AND a.erased = 1"
             " AND (p.email IS NOT NULL OR p.last_name <> '')", NULL) > 0)
    break_one (broken, "I4: personal data of somebody who was erased");
}

/* Whether the request that the file is of had been cancelled when it was attached; one that is
 * cancelled later leaves its report where it is. */
static gboolean
was_cancelled (const VouchInvariants *self,
               JsonObject            *effect)
{
  JsonArray *requests = get_list (self->requests, "requests");
  gint64 attached_at = vouch_time_from_string (get_text (effect, "time"), NULL);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      gint64 updated_at = vouch_time_from_string (get_text (request, "updated_at"), NULL);

      if (strstr (get_text (effect, "name"), get_text (request, "request_id")) != NULL)
        return g_strcmp0 (get_text (request, "state"), "cancelled") == 0 &&
               updated_at + G_USEC_PER_SEC <= attached_at;
    }

  return FALSE;
}

/* How often a file may have been attached: once by itself, and once more for each time that a
 * person asked for it. */
static guint
count_wanted (const VouchInvariants *self,
              GPtrArray             *broken,
              const char            *name)
{
  gint64 n_sent = count (self, broken,
                         "SELECT count(*) FROM outbox AS o JOIN request AS r ON r.id = o.request_id"
                         " WHERE o.connection_id = ?1 AND o.kind = 'attach-report'"
                         " AND o.attempts > 0 AND instr (?2, r.request_id) > 0"
                         " AND o.entry % 2 = (instr (?2, 'summary') > 0)", name);

  return MAX (n_sent, 1);
}

/* I1, I5: what was delivered is delivered again for a person only, and each time as an entry of its
 * own. */
static void
check_again (const VouchInvariants *self,
             GPtrArray             *broken)
{
  gint64 n_again = count (self, broken,
                          "SELECT count(*) FROM outbox WHERE connection_id = ?1 AND ?2 IS NULL"
                          " AND ((kind = 'attach-report' AND entry >= 2)"
                          " OR (kind = 'write-note' AND entry >= 1))", NULL);
  gint64 n_asked = count (self, broken,
                          "SELECT count(*) FROM ledger WHERE connection_id = ?1 AND what = ?2"
                          " AND actor = 'person'", "effect.asked-again");

  if (n_again != n_asked)
    break_one (broken, "I5: something was delivered again that nobody had asked for");
}

/* I5: a file lands on its own candidate and application only, once for each wish, and never for a
 * cancelled one. */
static void
check_reports (const VouchInvariants *self,
               GPtrArray             *broken)
{
  JsonArray *effects = get_list (self->effects, "effects");

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);
      const char *candidate = get_text (effect, "candidate_id");
      const char *name = get_text (effect, "name");

      if (g_strcmp0 (get_text (effect, "kind"), "attachment-added") != 0)
        continue;
      if (count_outside (self, "attachment-added", "name", name) >
          count_wanted (self, broken, name))
        break_one (broken, "I5: %s was attached more than once", name);
      if (count (self, broken,
                 "SELECT count(*) FROM request WHERE connection_id = ?1 AND candidate_id = ?2"
                 " AND request_id IS NOT NULL", candidate) == 0)
        break_one (broken, "I5: %s was attached to somebody without a request", name);
      if (was_cancelled (self, effect))
        break_one (broken, "I5: %s belongs to a cancelled request", name);
    }
}

/* I6: what was cancelled was rejected, withdrawn, or cancelled by a person. */
static void
check_cancels (const VouchInvariants *self,
               GPtrArray             *broken)
{
  if (count (self, broken,
             "SELECT count(*) FROM outbox AS o JOIN request AS r ON r.id = o.request_id"
             " WHERE o.connection_id = ?1 AND o.kind = ?2 AND o.state = 'done'"
             " AND NOT EXISTS (SELECT 1 FROM ledger AS l WHERE l.application_id = o.application_id"
             " AND (l.what = 'application.moved' OR l.what = 'effect.asked-for'))",
             "cancel-request") > 0)
    break_one (broken, "I6: a request was cancelled for no reason");
}

/* Every entry that was seen ends delivered, or held or skipped with a reason: none is missing. */
static void
check_ledger (const VouchInvariants *self,
              GPtrArray             *broken)
{
  if (count (self, broken,
             "SELECT count(*) FROM trigger WHERE connection_id = ?1 AND ?2 IS NULL"
             " AND state IN ('held', 'skipped') AND reason IS NULL", NULL) > 0)
    break_one (broken, "ledger: an entry waits or was skipped without a reason");
  if (count (self, broken,
             "SELECT count(*) FROM trigger AS t WHERE t.connection_id = ?1 AND t.state = ?2"
             " AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.trigger_id = t.id"
             " AND o.kind = 'create-request')", "planned") > 0)
    break_one (broken, "ledger: an entry is planned, and nothing is in the outbox");
  if (count (self, broken,
             "SELECT count(*) FROM trigger AS t WHERE t.connection_id = ?1 AND NOT EXISTS"
             " (SELECT 1 FROM ledger AS l WHERE l.trigger_id = t.id AND l.what = ?2)",
             "trigger.observed") > 0)
    break_one (broken, "ledger: an entry is missing");
  if (count (self, broken,
             "SELECT count(*) FROM outbox WHERE connection_id = ?1 AND ?2 IS NULL"
             " AND state IN ('held', 'refused') AND reason IS NULL", NULL) > 0)
    break_one (broken, "ledger: an effect waits without a reason");
  if (count (self, broken,
             "SELECT count(*) FROM ledger WHERE connection_id = ?1 AND actor = ?2 AND run_id = 0",
             "service") > 0)
    break_one (broken, "ledger: what a cycle saw belongs to no run");
  if (count (self, broken,
             "SELECT count(*) FROM ledger WHERE connection_id = ?1 AND ?2 IS NULL AND run_id >"
             " (SELECT ifnull (max (seq), 0) FROM sqlite_sequence WHERE name = 'run')", NULL) > 0)
    break_one (broken, "ledger: a line belongs to a run that never was");
}

/**
 * vouch_invariants_check:
 * @self: both sides of one moment
 *
 * The invariants of reliability.md §3 that one moment can show: I1, I2, I4 to I8 and the ledger's.
 * The simulation, the crash sweep and the headless run call this; I3 and I9 need two moments and
 * are the world's.
 *
 * Returns: (transfer full) (element-type utf8): what is broken; empty when all hold
 */
GPtrArray *
vouch_invariants_check (const VouchInvariants *self)
{
  GPtrArray *broken = g_ptr_array_new_with_free_func (g_free);

  check_violations (self, broken);
  check_live (self, broken);
  check_creates (self, broken);
  check_intents (self, broken);
  check_tombstones (self, broken);
  check_reports (self, broken);
  check_again (self, broken);
  check_cancels (self, broken);
  check_ledger (self, broken);
  return broken;
}
