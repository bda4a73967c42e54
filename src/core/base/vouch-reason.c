/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include "base/vouch-reason.h"

struct _VouchReason
{
  char *id;            /* (owned) */
  GPtrArray *params;   /* (owned): name, value, name, value … */
};

static void
reason_clear (VouchReason *self)
{
  g_free (self->id);
  g_ptr_array_unref (self->params);
}

/**
 * vouch_reason_new:
 * @id: the text id
 * @first_name: (nullable): name of the first parameter
 * @...: its value, then further pairs, then %NULL; a %NULL value leaves its pair out
 *
 * Returns: (transfer full): the reason
 */
VouchReason *
vouch_reason_new (const char *id,
                  const char *first_name,
                  ...)
{
  g_autoptr(GPtrArray) params = g_ptr_array_new_with_free_func (g_free);
  va_list args;

  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (value == NULL)
        continue;
      g_ptr_array_add (params, g_strdup (name));
      g_ptr_array_add (params, g_strdup (value));
    }
  va_end (args);

  return vouch_reason_new_take (id, g_steal_pointer (&params));
}

/**
 * vouch_reason_new_take:
 * @id: the text id
 * @names_and_values: (transfer full) (element-type utf8): pairs
 *
 * Returns: (transfer full): the reason
 */
VouchReason *
vouch_reason_new_take (const char *id,
                       GPtrArray  *names_and_values)
{
  VouchReason *self = g_atomic_rc_box_new0 (VouchReason);

  self->id = g_strdup (id);
  self->params = names_and_values;
  return self;
}

VouchReason *
vouch_reason_ref (VouchReason *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
vouch_reason_unref (VouchReason *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) reason_clear);
}

const char *
vouch_reason_get_id (const VouchReason *self)
{
  return self->id;
}

/**
 * vouch_reason_get:
 * @self: a reason
 * @name: a parameter's name
 *
 * Returns: (nullable) (transfer none): its value
 */
const char *
vouch_reason_get (const VouchReason *self,
                  const char        *name)
{
  for (guint i = 0; i + 1 < self->params->len; i += 2)
    {
      if (g_strcmp0 (self->params->pdata[i], name) == 0)
        return self->params->pdata[i + 1];
    }

  return NULL;
}

guint
vouch_reason_get_n (const VouchReason *self)
{
  return self->params->len / 2;
}

void
vouch_reason_get_nth (const VouchReason  *self,
                      guint               index,
                      const char        **name,
                      const char        **value)
{
  *name = self->params->pdata[2 * index];
  *value = self->params->pdata[2 * index + 1];
}

gboolean
vouch_reason_equal (const VouchReason *one,
                    const VouchReason *other)
{
  if (one == NULL || other == NULL)
    return one == other;
  if (g_strcmp0 (one->id, other->id) != 0 || one->params->len != other->params->len)
    return FALSE;

  for (guint i = 0; i < one->params->len; i++)
    {
      if (g_strcmp0 (one->params->pdata[i], other->params->pdata[i]) != 0)
        return FALSE;
    }

  return TRUE;
}
