/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "base/vouch-util.h"
#include "model/vouch-template.h"

/* A tag made from a name takes no further word once it is that long. */
#define ENOUGH 24

static void
slot_free (VouchSlot *slot)
{
  g_free (slot->relationship);
  g_free (slot->note);
  g_free (slot);
}

static gpointer
copy_slot (gconstpointer slot,
           gpointer      user_data)
{
  VouchSlot *copy = g_new0 (VouchSlot, 1);

  copy->relationship = g_strdup (((const VouchSlot *) slot)->relationship);
  copy->note = g_strdup (((const VouchSlot *) slot)->note);
  return copy;
}

static gpointer
copy_manager (gconstpointer contact,
              gpointer      user_data)
{
  return vouch_contact_copy (contact);
}

/**
 * vouch_template_new:
 *
 * Returns: (transfer full): an empty template without slots and managers
 */
VouchTemplate *
vouch_template_new (void)
{
  VouchTemplate *self = g_new0 (VouchTemplate, 1);

  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_free);
  self->managers = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_contact_free);
  return self;
}

VouchTemplate *
vouch_template_copy (const VouchTemplate *self)
{
  VouchTemplate *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->tag = g_strdup (self->tag);
  copy->description = g_strdup (self->description);
  copy->position = g_strdup (self->position);
  copy->survey = g_strdup (self->survey);
  copy->email_subject = g_strdup (self->email_subject);
  copy->email_body = g_strdup (self->email_body);
  copy->sms_body = g_strdup (self->sms_body);
  copy->slots = g_ptr_array_copy (self->slots, copy_slot, NULL);
  g_ptr_array_set_free_func (copy->slots, (GDestroyNotify) slot_free);
  copy->managers = g_ptr_array_copy (self->managers, copy_manager, NULL);
  g_ptr_array_set_free_func (copy->managers, (GDestroyNotify) vouch_contact_free);
  return copy;
}

void
vouch_template_free (VouchTemplate *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->tag);
  g_free (self->description);
  g_free (self->position);
  g_free (self->survey);
  g_free (self->email_subject);
  g_free (self->email_body);
  g_free (self->sms_body);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->managers);
  g_free (self);
}

/**
 * vouch_template_add_slot:
 * @self: a template
 * @relationship: one of vouch_relationships, or "any"
 * @note: (nullable): what the candidate is told about this reference
 */
void
vouch_template_add_slot (VouchTemplate *self,
                         const char    *relationship,
                         const char    *note)
{
  VouchSlot *slot = g_new0 (VouchSlot, 1);

  slot->relationship = g_strdup (relationship);
  slot->note = g_strdup (note);
  g_ptr_array_add (self->slots, slot);
}

/**
 * vouch_tag_normalize:
 * @tag: (nullable): as typed
 *
 * Returns: (transfer full): NFC, trimmed, lower case, inner blanks as they were (crosschq.md §5);
 *   "" when it is not UTF-8
 */
char *
vouch_tag_normalize (const char *tag)
{
  return vouch_fold_text (tag != NULL ? tag : "");
}

/**
 * vouch_tag_from_name:
 * @name: of a template
 *
 * Returns: (transfer full): a tag that suits it: letters and digits, "-" between the words, which
 *   are the first few of a long name
 */
char *
vouch_tag_from_name (const char *name)
{
  g_autofree char *folded = vouch_fold_text (name);
  GString *tag = g_string_new (NULL);
  gboolean apart = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
        {
          apart = tag->len > 0;
          continue;
        }

      if (apart && tag->len >= ENOUGH)
        break;
      if (apart)
        g_string_append_c (tag, '-');
      apart = FALSE;
      g_string_append_unichar (tag, c);
    }

  return g_string_free (tag, FALSE);
}
