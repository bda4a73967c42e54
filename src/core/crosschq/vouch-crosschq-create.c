/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-crosschq"

#include "crosschq/vouch-crosschq-create.h"

#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-private.h"

VouchCrosschqCreate *
vouch_crosschq_create_new (void)
{
  VouchCrosschqCreate *self = g_new0 (VouchCrosschqCreate, 1);
  g_autoptr(VouchTemplate) empty = vouch_template_new ();

  /* The template's arrays know how to free a slot and a contact. */
  self->slots = g_ptr_array_ref (empty->slots);
  self->managers = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_contact_free);
  return self;
}

/**
 * vouch_crosschq_create_new_for_template:
 * @template: a template
 *
 * Takes from the template what it says: position, survey, slots, hiring managers, notifications.
 * Candidate, requestor, ids, and what the job says instead are the caller's.
 *
 * Returns: (transfer full): a request still to be completed
 */
VouchCrosschqCreate *
vouch_crosschq_create_new_for_template (const VouchTemplate *template)
{
  g_autoptr(VouchTemplate) copy = vouch_template_copy (template);
  VouchCrosschqCreate *self = g_new0 (VouchCrosschqCreate, 1);

  self->slots = g_ptr_array_ref (copy->slots);
  self->managers = g_ptr_array_ref (copy->managers);
  self->position = g_steal_pointer (&copy->position);
  self->survey = g_steal_pointer (&copy->survey);
  self->email_subject = g_steal_pointer (&copy->email_subject);
  self->email_body = g_steal_pointer (&copy->email_body);
  self->sms_body = g_steal_pointer (&copy->sms_body);
  self->use_sms = copy->use_sms;
  self->past_due_notice = copy->past_due_notice;
  return self;
}

void
vouch_crosschq_create_free (VouchCrosschqCreate *self)
{
  if (self == NULL)
    return;

  vouch_contact_free (self->candidate);
  g_free (self->position);
  g_free (self->survey);
  g_free (self->requestor);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->managers, g_ptr_array_unref);
  g_free (self->email_subject);
  g_free (self->email_body);
  g_free (self->sms_body);
  g_free (self->external_id);
  g_free (self->candidate_id);
  g_free (self->job_id);
  g_free (self->application_id);
  g_free (self->candidate_message);
  g_free (self);
}

static void
count_fixed (VouchCrosschqCreate *self)
{
  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    self->counts[i] = 0;

  for (guint i = 0; i < self->slots->len; i++)
    {
      const VouchSlot *slot = g_ptr_array_index (self->slots, i);
      int index = vouch_relationship_index (slot->relationship);

      if (index >= 0)
        self->counts[index]++;
    }
}

/* What the survey still asks for comes first: otherwise a request that can be sent would be
 * refused. Then the first one with room (crosschq.md §3.4). */
static int
find_room (const VouchCrosschqCreate *self,
           const VouchSurvey         *survey)
{
  for (int i = 0; survey != NULL && i < VOUCH_N_RELATIONSHIPS; i++)
    {
      if (survey->limits[i].offered && self->counts[i] < survey->limits[i].min)
        return i;
    }

  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      if (survey == NULL || (survey->limits[i].offered && self->counts[i] < survey->limits[i].max))
        return i;
    }

  return -1;
}

static void
place_any (VouchCrosschqCreate *self,
           const VouchSurvey   *survey,
           GPtrArray           *reasons)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      const VouchSlot *slot = g_ptr_array_index (self->slots, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      int index;

      if (vouch_relationship_index (slot->relationship) >= 0)
        continue;

      index = find_room (self, survey);
      if (index < 0)
        {
          g_ptr_array_add (reasons, vouch_reason_new ("survey.no-room", "slot", number, NULL));
          continue;
        }

      self->counts[index]++;
      g_ptr_array_add (reasons, vouch_reason_new ("slot.any-placed",
                                                  "slot", number,
                                                  "relationship", vouch_relationships[index],
                                                  NULL));
    }
}

/* The lines bear the slots' numbers, so that a note still tells which reference it is about. */
static char *
join_notes (GPtrArray *slots)
{
  g_autoptr(GString) message = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      const VouchSlot *slot = g_ptr_array_index (slots, i);
      g_autofree char *note = vouch_trim_text (slot->note != NULL ? slot->note : "");

      if (*note == '\0' && vouch_relationship_index (slot->relationship) >= 0)
        continue;

      g_string_append_printf (message, "%s%u. %s%s%s",
                              message->len > 0 ? "\n" : "", i + 1,
                              vouch_crosschq_relationship_label (slot->relationship),
                              *note != '\0' ? ": " : "", note);
    }

  return message->len > 0 ? g_string_free (g_steal_pointer (&message), FALSE) : NULL;
}

static void
check_managers (const VouchCrosschqCreate *self,
                GPtrArray                 *reasons)
{
  for (guint i = 0; i < self->managers->len; i++)
    {
      const VouchContact *manager = g_ptr_array_index (self->managers, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      if (!vouch_email_is_valid (manager->email))
        g_ptr_array_add (reasons, vouch_reason_new ("manager.left-out", "index", number, NULL));
    }
}

static void
check_phone (const VouchCrosschqCreate *self,
             GPtrArray                 *reasons)
{
  const char *phone = self->candidate != NULL ? self->candidate->phone : NULL;
  const char *id = phone != NULL && *phone != '\0' ? "sms.phone-form" : "sms.no-phone";

  if (self->use_sms && !vouch_phone_is_e164 (phone))
    g_ptr_array_add (reasons, vouch_reason_new (id, NULL, NULL));
}

static guint
count_usable_managers (const VouchCrosschqCreate *self)
{
  guint n = 0;

  for (guint i = 0; i < self->managers->len; i++)
    {
      const VouchContact *manager = g_ptr_array_index (self->managers, i);

      n += vouch_email_is_valid (manager->email);
    }

  return n;
}

static gboolean
has_notifications (const VouchCrosschqCreate *self)
{
  return self->email_subject != NULL || self->email_body != NULL || self->sms_body != NULL;
}

/**
 * vouch_crosschq_fill_counts:
 * @self: a request with everything else set
 * @dialect: how it will be sent
 * @slots: whether the account is known to take slots; unconfirmed, so %FALSE unless it was seen to
 * @survey: (nullable): the survey as fetched last; %NULL: its limits are not known
 *
 * Turns the wanted references into what can be sent. With slots they go as they are. Otherwise they
 * become counts: "any" takes what the survey still asks for, else the first relationship with room,
 * and notes and the wish itself go into @candidate_message as numbered lines (crosschq.md §3.4).
 *
 * Tells what will not be carried the way it is wished; slots and managers are counted from 1:
 * "dialect.no-slots" (notes, any), "slot.any-placed" (slot, relationship), "dialect.one-manager"
 * (managers), "dialect.no-notifications", "manager.left-out" (index), "sms.no-phone",
 * "sms.phone-form". Only "survey.no-room" (slot) means that the request cannot be sent.
 *
 * Returns: (transfer full) (element-type VouchReason): possibly empty
 */
GPtrArray *
vouch_crosschq_fill_counts (VouchCrosschqCreate        *self,
                            const VouchCrosschqDialect *dialect,
                            gboolean                    slots,
                            const VouchSurvey          *survey)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reason_unref);

  self->send_slots = slots && dialect->slots;
  g_clear_pointer (&self->candidate_message, g_free);
  count_fixed (self);

  vouch_crosschq_add_losses (reasons, dialect, self->send_slots ? NULL : self->slots,
                             count_usable_managers (self), has_notifications (self));
  if (!self->send_slots)
    {
      place_any (self, survey, reasons);
      self->candidate_message = join_notes (self->slots);
    }
  check_managers (self, reasons);
  check_phone (self, reasons);

  return reasons;
}
