/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-foreign.h"
#include "text/vouch-text-time.h"
#include "text/vouch-text.h"
#include "ui/activity/vouch-activity-words.h"

static const struct
{
  const char *actor;
  const char *word;
  const char *icon_name;
} actors[] = {
  { "vouch", NC_("actor", "Vouch"), "emblem-system-symbolic" },
  { "person", NC_("actor", "A person"), "vouch-person-symbolic" },
  { "service", NC_("actor", "A service"), "vouch-connectors-symbolic" },
};

gboolean
vouch_activity_is_run (VouchRow *row)
{
  return g_strcmp0 (vouch_row_get_subject (row), "run") == 0;
}

const char *
vouch_activity_get_actor (const char *actor)
{
  for (guint i = 0; i < G_N_ELEMENTS (actors); i++)
    {
      if (g_strcmp0 (actor, actors[i].actor) == 0)
        return g_dpgettext2 (GETTEXT_PACKAGE, "actor", actors[i].word);
    }

  return actor;
}

const char *
vouch_activity_get_icon_name (const char *actor)
{
  for (guint i = 0; i < G_N_ELEMENTS (actors); i++)
    {
      if (g_strcmp0 (actor, actors[i].actor) == 0)
        return actors[i].icon_name;
    }

  return actors[0].icon_name;
}

char *
vouch_activity_dup_sentence (const VouchActivityItem *item)
{
  g_autoptr(VouchText) text = vouch_text_for_reason (item->what);

  return g_steal_pointer (&text->sentence);
}

/* (nullable): the name, or that it was erased; %NULL when the line is about nobody. */
static const char *
get_person (const VouchActivityItem *item)
{
  if (item->person != NULL)
    return item->person;

  return item->application_id != 0 ? C_("person", "Erased") : NULL;
}

static const char *
get_job (const VouchActivityItem *item)
{
  return item->job_title != NULL ? item->job_title : item->job_id;
}

char *
vouch_activity_dup_about (const VouchActivityItem *item)
{
  g_autofree char *person = vouch_text_isolate (get_person (item));
  g_autofree char *job = vouch_text_isolate (get_job (item));
  const char *parts[4] = { vouch_activity_get_actor (item->actor), NULL };
  guint n = 1;

  if (person != NULL)
    parts[n++] = person;
  if (job != NULL)
    parts[n++] = job;

  /* Translators: stands between who did it, about whom, and the job. */
  return g_strjoinv (C_("activity", " · "), (char **) parts);
}

/* What a parameter of a line is called; one without a word is called by its own name. */
static const char *
get_parameter_name (const char *name)
{
  static const struct
  {
    const char *name;
    const char *word;
  } words[] = {
    { "code", NC_("activity", "Code of the service") },
    { "count", NC_("activity", "Number") },
    { "kind", NC_("activity", "Work of Vouch") },
    { "label", NC_("activity", "Label") },
    { "name", NC_("activity", "Name") },
    { "progress", NC_("activity", "Progress in percent") },
    { "reason", NC_("activity", "Reason") },
    { "service", NC_("activity", "Service") },
    { "setting", NC_("activity", "Setting") },
    { "status", NC_("activity", "Status") },
    { "tag", NC_("activity", "Tag") },
    { "until", NC_("activity", "Until") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (name, words[i].name))
        return g_dpgettext2 (GETTEXT_PACKAGE, "activity", words[i].word);
    }

  return name;
}

static void
fact_free (gpointer data)
{
  VouchActivityFact *fact = data;

  g_free (fact->name);
  g_free (fact->value);
  g_free (fact->shown);
  g_free (fact);
}

static void
add_shown (GPtrArray  *facts,
           const char *name,
           const char *value,
           const char *shown)
{
  VouchActivityFact *fact;

  if (value == NULL || *value == '\0')
    return;

  fact = g_new0 (VouchActivityFact, 1);
  fact->name = g_strdup (name);
  fact->value = g_utf8_make_valid (value, -1);
  fact->shown = g_utf8_make_valid (shown, -1);
  g_ptr_array_add (facts, fact);
}

static void
add_fact (GPtrArray  *facts,
          const char *name,
          const char *value)
{
  add_shown (facts, name, value, value);
}

static void
add_foreign (GPtrArray  *facts,
             const char *name,
             const char *value)
{
  g_autofree char *shown = vouch_text_isolate (value);

  add_shown (facts, name, value, shown);
}

static void
add_id (GPtrArray  *facts,
        const char *name,
        gint64      id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (id != 0)
    add_fact (facts, name, text);
}

GPtrArray *
vouch_activity_list_facts (const VouchActivityItem *item)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  g_autoptr(VouchText) what = vouch_text_for_reason_verbatim (item->what);
  g_autofree char *sentence = vouch_activity_dup_sentence (item);
  g_autofree char *when = vouch_text_dup_date_time (item->at);

  add_shown (facts, _("What happened"), what->sentence, sentence);
  add_fact (facts, _("When"), when);
  add_fact (facts, _("Who did it"), vouch_activity_get_actor (item->actor));
  add_foreign (facts, _("Candidate"), get_person (item));
  add_foreign (facts, _("Job"), get_job (item));
  add_fact (facts, _("Kind"), vouch_reason_get_id (item->what));
  for (guint i = 0; i < vouch_reason_get_n (item->what); i++)
    {
      const char *name, *value;

      vouch_reason_get_nth (item->what, i, &name, &value);
      add_foreign (facts, get_parameter_name (name), value);
    }
  add_id (facts, _("Number of the line"), item->id);
  add_foreign (facts, _("Candidate’s id in SmartRecruiters"), item->candidate_id);
  add_foreign (facts, _("Job’s id in SmartRecruiters"), item->job_id);
  add_id (facts, _("Number of the application"), item->application_id);
  add_id (facts, _("Number of the entry"), item->trigger_id);
  add_id (facts, _("Number of the request"), item->request_id);
  add_id (facts, _("Number of the change"), item->effect_id);
  return facts;
}
