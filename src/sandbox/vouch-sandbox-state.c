/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include "base/vouch-error.h"
#include "json/vouch-json.h"

#define FORMAT 1

/**
 * vouch_sandbox_save:
 *
 * Returns: (transfer full): everything that seed and size do not give, as JSON. Requests in flight,
 *   limits and faults are not of it
 */
GBytes *
vouch_sandbox_save (VouchSandbox *self)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "format", FORMAT);
  json_object_set_int_member (object, "seed", (gint64) self->seed);
  json_object_set_int_member (object, "size", self->size);
  json_object_set_int_member (object, "counter", self->counter);
  json_object_set_int_member (object, "offset", self->offset);
  json_object_set_int_member (object, "lists", self->n_lists);
  json_object_set_object_member (object, "settings", json_object_ref (self->settings));
  json_object_set_member (object, "journal", vouch_journal_save (self->journal));
  json_object_set_member (object, "tokens", vouch_sandbox_tokens_save (self->tokens));
  json_object_set_member (object, "company", vouch_company_save (self->company));
  json_object_set_member (object, "crosschq", vouch_sandbox_crosschq_save (self->crosschq));
  json_node_take_object (node, object);

  return vouch_json_to_bytes (node);
}

static void
check_format (VouchSandbox *self,
              VouchReader  *reader)
{
  if (vouch_reader_int (reader, "format") != FORMAT)
    vouch_reader_fail (reader, "format", "was written by another version");
  if ((guint64) vouch_reader_int (reader, "seed") != self->seed ||
      vouch_reader_int (reader, "size") != (gint64) self->size)
    vouch_reader_fail (reader, "seed", "is that of another company");
}

static gboolean
load_parts (VouchSandbox  *self,
            VouchReader   *reader,
            JsonObject    *root,
            GError       **error)
{
  self->counter = vouch_reader_int (reader, "counter");
  self->offset = vouch_reader_int (reader, "offset");
  self->n_lists = vouch_reader_int (reader, "lists");
  if (vouch_reader_enter (reader, "tokens"))
    {
      vouch_sandbox_tokens_load (self->tokens, reader);
      vouch_reader_leave (reader);
    }
  if (vouch_reader_enter (reader, "company"))
    {
      vouch_company_load (self->company, reader);
      vouch_reader_leave (reader);
    }
  if (vouch_reader_enter (reader, "journal"))
    {
      if (vouch_reader_is_object (reader))
        vouch_journal_load (self->journal, json_object_get_object_member (root, "journal"));
      vouch_reader_leave (reader);
    }
  if (vouch_reader_enter (reader, "settings"))
    {
      if (vouch_reader_is_object (reader) &&
          !vouch_sandbox_settings_merge (self, json_object_get_object_member (root, "settings"),
                                         error))
        return FALSE;
      vouch_reader_leave (reader);
    }
  if (vouch_reader_enter (reader, "crosschq"))
    {
      if (!vouch_sandbox_crosschq_load (self->crosschq, reader, error))
        return FALSE;
      vouch_reader_leave (reader);
    }

  return vouch_reader_finish_input (reader, "state", error);
}

/**
 * vouch_sandbox_load:
 * @state: what vouch_sandbox_save() gave
 *
 * Fails with %VOUCH_INPUT_ERROR when it is damaged or that of another company; the company is then
 * as founded.
 */
gboolean
vouch_sandbox_load (VouchSandbox  *self,
                    GBytes        *state,
                    GError       **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(JsonNode) node = vouch_json_parse (state, &problem);
  g_autoptr(VouchReader) reader = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX, "the state is not JSON%s%s",
                   problem == NULL ? "" : ": ", problem == NULL ? "" : problem->message);
      return FALSE;
    }

  reader = vouch_reader_new (node);
  check_format (self, reader);
  if (!vouch_reader_finish_input (reader, "state", error))
    return FALSE;

  vouch_sandbox_clear (self);
  vouch_sandbox_build (self);
  if (load_parts (self, reader, json_node_get_object (node), error))
    return TRUE;

  vouch_sandbox_clear (self);
  vouch_sandbox_build (self);
  return FALSE;
}
