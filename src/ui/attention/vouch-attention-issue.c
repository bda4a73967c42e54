/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "sync/vouch-mended.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/attention/vouch-attention-issue.h"
#include "ui/requests/vouch-request-words.h"

struct _VouchAttentionIssue
{
  GObject parent_instance;

  VouchAttentionItem *item; /* (owned) */
  VouchText *text;          /* (owned) (nullable): its reason in words */
};

G_DEFINE_FINAL_TYPE (VouchAttentionIssue, vouch_attention_issue, G_TYPE_OBJECT)

static void
vouch_attention_issue_finalize (GObject *object)
{
  VouchAttentionIssue *self = VOUCH_ATTENTION_ISSUE (object);

  g_clear_pointer (&self->item, vouch_attention_item_free);
  g_clear_pointer (&self->text, vouch_text_free);

  G_OBJECT_CLASS (vouch_attention_issue_parent_class)->finalize (object);
}

static void
vouch_attention_issue_class_init (VouchAttentionIssueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_attention_issue_finalize;
}

static void
vouch_attention_issue_init (VouchAttentionIssue *self)
{
}

/* Takes over @item. */
static VouchAttentionIssue *
entry_new (VouchAttentionItem *item)
{
  VouchAttentionIssue *self = g_object_new (VOUCH_TYPE_ATTENTION_ISSUE, NULL);

  self->item = item;
  self->text = item->reason != NULL ? vouch_text_for_reason (item->reason) : NULL;
  return self;
}

const VouchAttentionItem *
vouch_attention_issue_get_item (VouchAttentionIssue *self)
{
  return self->item;
}

static const char *
get_reason_id (VouchAttentionIssue *self)
{
  return self->item->reason != NULL ? vouch_reason_get_id (self->item->reason) : "";
}

/* What can be done. */

gboolean
vouch_attention_issue_is_retrying (VouchAttentionIssue *self)
{
  if (self->item->kind == VOUCH_ATTENTION_EFFECT)
    return self->item->retrying;

  return self->text != NULL &&
         (self->text->who == VOUCH_WHO_VOUCH || self->text->who == VOUCH_WHO_NOBODY);
}

gboolean
vouch_attention_issue_waits_for_confirmation (VouchAttentionIssue *self)
{
  static const char *const ids[] = {
    "entry.catch-up", "entry.before-on", "entry.re-entry", "entry.too-old", NULL,
  };

  return self->item->kind == VOUCH_ATTENTION_ENTRY && g_strv_contains (ids, get_reason_id (self));
}

gboolean
vouch_attention_issue_may_have_happened (VouchAttentionIssue *self)
{
  static const char *const ids[] = { "request.similar", "request.ambiguous", NULL };

  if (self->item->kind != VOUCH_ATTENTION_EFFECT)
    return FALSE;

  return g_strcmp0 (self->item->state, "unknown") == 0 ||
         g_str_equal (get_reason_id (self), "effect.outcome-unknown") ||
         (self->item->attempts > 0 && g_strv_contains (ids, get_reason_id (self)));
}

gboolean
vouch_attention_issue_can_retry (VouchAttentionIssue *self)
{
  return self->item->kind == VOUCH_ATTENTION_EFFECT &&
         g_strcmp0 (self->item->state, "held") == 0 &&
         !vouch_attention_issue_may_have_happened (self);
}

gboolean
vouch_attention_issue_can_link (VouchAttentionIssue *self)
{
  return self->item->kind == VOUCH_ATTENTION_EFFECT &&
         g_strcmp0 (self->item->state, "planned") != 0 &&
         g_strcmp0 (self->item->effect, "create-request") == 0;
}

static gboolean
is_sent (VouchAttentionIssue *self)
{
  return self->item->kind == VOUCH_ATTENTION_ENTRY ||
         g_strcmp0 (self->item->effect, "create-request") == 0;
}

gboolean
vouch_attention_issue_goes_on (VouchAttentionIssue *self)
{
  if (vouch_attention_issue_is_retrying (self))
    return FALSE;
  if (self->item->kind == VOUCH_ATTENTION_ENTRY)
    return !vouch_attention_issue_waits_for_confirmation (self);

  return g_strcmp0 (self->item->state, "held") == 0 &&
         vouch_mended_watches (self->item->effect, self->item->reason);
}

/* What is wrong about the candidate is mended in SmartRecruiters, not here. */
static gboolean
is_about_candidate (VouchAttentionIssue *self)
{
  const char *field = self->item->reason != NULL ? vouch_reason_get (self->item->reason, "field")
                                                 : NULL;

  return field != NULL && (g_str_equal (field, "candidate") ||
                           g_str_has_prefix (field, "candidate."));
}

GVariant *
vouch_attention_issue_get_fix (VouchAttentionIssue *self)
{
  /* Without a thing: the job of the item, or its template. Only a create is made of one. */
  static const struct
  {
    const char *prefix;
    const char *page;
    const char *thing;
    const char *effect;
  } fixes[] = {
    { "job.no-tag", "jobs", NULL },
    { "tag.", "jobs", NULL },
    { "field.", "connectors", "job-field" },
    { "step.missing", "connectors", "step-name" },
    { "survey.", "templates", NULL },
    { "template.", "templates", NULL },
    { "counts.", "templates", NULL },
    { "requestor.", "jobs", NULL },
    { "computer.", "connectors", "sends" },
    { "cap.", "connectors", "daily-cap" },
    { "account.", "connectors", "smartrecruiters" },
    { "ats.unauthorized", "connectors", "smartrecruiters" },
    { "ats.forbidden", "connectors", "smartrecruiters" },
    { "crosschq.unauthorized", "connectors", "crosschq" },
    { "crosschq.forbidden", "connectors", "crosschq" },
    { "crosschq.invalid", "templates", NULL, "create-request" },
    { "entry.rebuild", "connectors", "release" },
  };
  const char *job_id = self->item->job_id != NULL ? self->item->job_id : "";

  if (is_about_candidate (self))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fixes); i++)
    {
      if (g_str_has_prefix (get_reason_id (self), fixes[i].prefix) &&
          (fixes[i].effect == NULL || g_strcmp0 (self->item->effect, fixes[i].effect) == 0))
        return g_variant_new ("(ss)", fixes[i].page,
                              fixes[i].thing != NULL ? fixes[i].thing : job_id);
    }

  return NULL;
}

/* Words. */

char *
vouch_attention_issue_dup_title (VouchAttentionIssue *self)
{
  const VouchAttentionItem *item = self->item;
  g_autofree char *name =
    vouch_text_isolate (item->candidate != NULL ? item->candidate : item->candidate_id);
  g_autofree char *job =
    vouch_text_isolate (item->job_title != NULL ? item->job_title : item->job_id);

  if (name != NULL && job != NULL)
    /* Translators: a candidate and a job. */
    return g_strdup_printf (_("%s · %s"), name, job);
  if (name != NULL)
    return g_steal_pointer (&name);
  if (job != NULL)
    return g_steal_pointer (&job);

  return g_strdup (_("The connection"));
}

char *
vouch_attention_issue_dup_wanted (VouchAttentionIssue *self)
{
  const char *kind = self->item->effect != NULL ? self->item->effect : "create-request";
  g_autoptr(VouchReason) what = vouch_reason_new ("effect.planned", "kind", kind, NULL);
  g_autoptr(VouchText) text = vouch_text_for_reason (what);

  return g_steal_pointer (&text->sentence);
}

char *
vouch_attention_issue_dup_reason (VouchAttentionIssue *self)
{
  return g_strdup (self->text != NULL ? self->text->sentence
                                      : _("It waits for its next try."));
}

const char *
vouch_attention_issue_get_fix_label (VouchAttentionIssue *self)
{
  return vouch_attention_issue_goes_on (self) && is_sent (self) ? _("Fix and Send") : _("Fix");
}

static void
add_line (GString    *text,
          const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

char *
vouch_attention_issue_dup_advice (VouchAttentionIssue *self)
{
  g_autoptr(GString) advice = g_string_new (NULL);

  if (self->text != NULL && self->text->fix != NULL)
    /* Translators: who can mend something, and how. */
    g_string_append_printf (advice, _("%s: %s"), vouch_who_get_name (self->text->who),
                            self->text->fix);
  else if (self->text != NULL && self->text->who != VOUCH_WHO_NOBODY)
    g_string_append (advice, vouch_who_get_name (self->text->who));
  if (self->item->next_at != 0)
    {
      g_autofree char *next = vouch_time_dup_shown (self->item->next_at);
      /* Translators: %s is a date and a time. */
      g_autofree char *line = g_strdup_printf (_("Next try: %s"), next);

      add_line (advice, line);
    }
  if (vouch_attention_issue_goes_on (self))
    add_line (advice, is_sent (self) ? _("It is sent by itself as soon as this is fixed.")
                                     : _("It goes on by itself as soon as this is fixed."));

  return g_string_free (g_steal_pointer (&advice), FALSE);
}

/* For programs and people of support alike: not translated. */
char *
vouch_attention_issue_dup_details (VouchAttentionIssue *self)
{
  const VouchAttentionItem *item = self->item;
  g_autofree char *since = vouch_time_to_string (item->since);

  return g_strdup_printf ("item: %s%" G_GINT64_FORMAT "\nwanted: %s\nstate: %s\nreason: %s\n"
                          "attempts: %d\ncandidate: %s\njob: %s\nsince: %s\n",
                          item->kind == VOUCH_ATTENTION_EFFECT ? "e" : "t", item->row_id,
                          item->effect != NULL ? item->effect : "entry", item->state,
                          get_reason_id (self), item->attempts,
                          item->candidate_id != NULL ? item->candidate_id : "-",
                          item->job_id != NULL ? item->job_id : "-", since);
}

gboolean
vouch_attention_issue_equal (VouchAttentionIssue *one,
                             VouchAttentionIssue *other)
{
  const VouchAttentionItem *a = one->item;
  const VouchAttentionItem *b = other->item;

  return a->id == b->id && g_strcmp0 (a->state, b->state) == 0 && a->retrying == b->retrying &&
         a->next_at == b->next_at && a->attempts == b->attempts &&
         g_strcmp0 (a->candidate, b->candidate) == 0 &&
         g_strcmp0 (a->job_title, b->job_title) == 0 &&
         (a->reason == b->reason ||
          (a->reason != NULL && b->reason != NULL && vouch_reason_equal (a->reason, b->reason)));
}

/* Lists. */

VouchAttentionIssue *
vouch_attention_issues_find (GPtrArray *issues,
                             gint64     id)
{
  for (guint i = 0; i < issues->len; i++)
    {
      VouchAttentionIssue *issue = issues->pdata[i];

      if (issue->item->id == id)
        return issue;
    }

  return NULL;
}

GPtrArray *
vouch_attention_issues_list_late (GPtrArray *issues)
{
  GPtrArray *late = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < issues->len; i++)
    {
      if (vouch_attention_issue_waits_for_confirmation (issues->pdata[i]))
        g_ptr_array_add (late, g_object_ref (issues->pdata[i]));
    }

  return late;
}

/* Reading. */

struct _VouchAttentionLoad
{
  gint64 connection_id;
  char *text;         /* (owned) (nullable) */
  GPtrArray *items;   /* (owned) (nullable), of VouchAttentionItem */
};

VouchAttentionLoad *
vouch_attention_load_new (gint64      connection_id,
                          const char *text)
{
  VouchAttentionLoad *self = g_new0 (VouchAttentionLoad, 1);

  self->connection_id = connection_id;
  self->text = g_strdup (text);
  return self;
}

void
vouch_attention_load_free (VouchAttentionLoad *self)
{
  g_free (self->text);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

gboolean
vouch_attention_load_run (VouchDb   *db,
                          gpointer   data,
                          GError   **error)
{
  VouchAttentionLoad *self = data;
  VouchAttentionFilter filter = { 0 };

  filter.connection_id = self->connection_id;
  filter.text = self->text;
  filter.retrying = TRUE;
  self->items = vouch_attention_list (db, &filter, error);
  return self->items != NULL;
}

GPtrArray *
vouch_attention_load_take (VouchAttentionLoad *self)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  while (self->items->len > 0)
    g_ptr_array_add (entries, entry_new (g_ptr_array_steal_index (self->items, 0)));
  return entries;
}
