/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-placeholders.h"
#include "model/vouch-template.h"

/* A job value's label holds 200 characters; a longer tag could never match. */
#define MAX_TAG 200
#define MAX_NOTE 500
#define SMS_GUIDE 320

typedef struct
{
  const VouchTemplate *template;
  const VouchSurvey *survey; /* (nullable) */
  GPtrArray *reasons;        /* (element-type VouchReason) */
} Check;

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      if (!g_unichar_isspace (g_utf8_get_char (text)))
        return FALSE;
    }

  return TRUE;
}

static void
add_reason (Check      *check,
            const char *id,
            const char *name,
            const char *value)
{
  g_ptr_array_add (check->reasons, vouch_reason_new (id, name, value, NULL));
}

static void
add_indexed (Check      *check,
             const char *id,
             const char *name,
             guint       index)
{
  g_autofree char *value = g_strdup_printf ("%u", index);

  add_reason (check, id, name, value);
}

static void
check_head (Check *check)
{
  const VouchTemplate *self = check->template;

  if (is_blank (self->name))
    add_reason (check, "template.name-missing", NULL, NULL);

  if (is_blank (self->tag))
    add_reason (check, "template.tag-missing", NULL, NULL);
  else if (g_utf8_strlen (self->tag, -1) > MAX_TAG)
    add_indexed (check, "template.tag-too-long", "limit", MAX_TAG);

  if (is_blank (self->survey))
    add_reason (check, "template.survey-missing", NULL, NULL);
  else if (check->survey == NULL)
    add_reason (check, "template.survey-unknown", "survey", self->survey);
}

static void
check_slot (Check *check,
            guint  index)
{
  const VouchSlot *slot = g_ptr_array_index (check->template->slots, index);
  const char *relationship = slot->relationship != NULL ? slot->relationship : "";
  g_autofree char *number = g_strdup_printf ("%u", index + 1);

  if (g_strcmp0 (slot->relationship, "any") != 0 &&
      vouch_relationship_index (slot->relationship) < 0)
    g_ptr_array_add (check->reasons,
                     vouch_reason_new ("template.relationship-unknown",
                                       "slot", number,
                                       "relationship", relationship,
                                       NULL));

  if (slot->note != NULL && g_utf8_strlen (slot->note, -1) > MAX_NOTE)
    add_reason (check, "template.note-too-long", "slot", number);
}

static void
add_count (Check      *check,
           const char *id,
           const char *relationship,
           gint64      count,
           gint64      limit)
{
  g_autofree char *count_text = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  g_autofree char *limit_text = g_strdup_printf ("%" G_GINT64_FORMAT, limit);

  g_ptr_array_add (check->reasons,
                   vouch_reason_new (id,
                                     "relationship", relationship,
                                     "count", count_text,
                                     "limit", limit_text,
                                     NULL));
}

static gint64
max_of (const VouchLimit *limit)
{
  return limit->offered ? MAX (limit->max, 0) : 0;
}

/* "any" leaves the choice to the candidate: such slots fill what is missing and take what is
 * left. */
static void
check_any (Check        *check,
           const gint64 *counts,
           gint64        any)
{
  gint64 room = 0;
  gint64 missing = 0;

  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      const VouchLimit *limit = &check->survey->limits[i];

      room += MAX (max_of (limit) - counts[i], 0);
      if (limit->offered)
        missing += MAX (limit->min - counts[i], 0);
    }

  if (any > room)
    add_count (check, "template.count-above", "any", any, room);
  if (any == 0 || any >= missing)
    return;
  add_count (check, "template.count-below", "any", any, missing);
}

static void
check_counts (Check *check)
{
  gint64 counts[VOUCH_N_RELATIONSHIPS] = { 0 };
  gint64 any = 0;

  for (guint i = 0; i < check->template->slots->len; i++)
    {
      const VouchSlot *slot = g_ptr_array_index (check->template->slots, i);
      int index = vouch_relationship_index (slot->relationship);

      if (index >= 0)
        counts[index]++;
      else if (g_strcmp0 (slot->relationship, "any") == 0)
        any++;
    }

  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      const VouchLimit *limit = &check->survey->limits[i];

      if (counts[i] > max_of (limit))
        add_count (check, "template.count-above", vouch_relationships[i], counts[i],
                   max_of (limit));
      else if (any == 0 && limit->offered && counts[i] < limit->min)
        add_count (check, "template.count-below", vouch_relationships[i], counts[i], limit->min);
    }

  check_any (check, counts, any);
}

static void
check_slots (Check *check)
{
  guint n = check->template->slots->len;

  if (n == 0)
    {
      add_reason (check, "template.slots-missing", NULL, NULL);
      return;
    }

  for (guint i = 0; i < n; i++)
    check_slot (check, i);

  if (check->survey == NULL)
    return;

  check_counts (check);
  if (n < check->survey->min_total)
    {
      g_autofree char *limit = g_strdup_printf ("%" G_GINT64_FORMAT, check->survey->min_total);

      add_reason (check, "template.total-below", "limit", limit);
    }
}

typedef struct
{
  Check *check;
  const char *field;
} FieldCheck;

static void
check_placeholder (const char *start,
                   gsize       length,
                   const char *name,
                   gpointer    user_data)
{
  FieldCheck *self = user_data;

  if (name != NULL && vouch_placeholder_index (name) < 0)
    g_ptr_array_add (self->check->reasons,
                     vouch_reason_new ("template.placeholder-unknown",
                                       "field", self->field,
                                       "placeholder", name,
                                       NULL));
}

static void
check_placeholders (Check      *check,
                    const char *field,
                    const char *text)
{
  FieldCheck data = { check, field };

  vouch_placeholders_scan (text, check_placeholder, &data);
}

static void
check_notifications (Check *check)
{
  const VouchTemplate *self = check->template;

  if (self->sms_body != NULL && g_utf8_strlen (self->sms_body, -1) > SMS_GUIDE)
    add_indexed (check, "template.sms-too-long", "limit", SMS_GUIDE);

  check_placeholders (check, "email-subject", self->email_subject);
  check_placeholders (check, "email-body", self->email_body);
  check_placeholders (check, "sms-body", self->sms_body);
}

static void
check_managers (Check *check)
{
  for (guint i = 0; i < check->template->managers->len; i++)
    {
      const VouchContact *manager = g_ptr_array_index (check->template->managers, i);

      if (!vouch_email_is_valid (manager->email))
        add_indexed (check, "template.manager-email", "index", i + 1);
    }
}

/**
 * vouch_template_validate:
 * @self: a template
 * @survey: (nullable): the survey it names, as fetched last; %NULL when there is none of that name
 *
 * Checks everything Crosschq is known to refuse, so that a person hears of it while saving and not
 * when a candidate waits (crosschq.md §3.4, §5). Slots and managers are counted from 1.
 *
 * Returns: (transfer full) (element-type VouchReason): what is wrong, in the order of the form;
 *   empty when it can be sent
 */
GPtrArray *
vouch_template_validate (const VouchTemplate *self,
                         const VouchSurvey   *survey)
{
  Check check = { self, survey, NULL };

  check.reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reason_unref);
  check_head (&check);
  check_slots (&check);
  check_managers (&check);
  check_notifications (&check);
  return check.reasons;
}
