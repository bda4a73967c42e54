/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-list.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "setup/vouch-template-json.h"
#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"

static GPtrArray *
open_list (VouchCli  *self,
           GError   **error)
{
  if (!vouch_cli_open (self, VOUCH_CLI_READ, error) || !vouch_cli_choose (self, error))
    return NULL;

  return vouch_cli_load_list (self, vouch_templates_list, error);
}

static void
print_list (GPtrArray *templates)
{
  g_autoptr(VouchCliTable) table =
    vouch_cli_table_new (_("Tag"), _("Name"), _("Survey"), _("References"), NULL);

  for (guint i = 0; i < templates->len; i++)
    {
      const VouchTemplate *template = templates->pdata[i];
      g_autofree char *n_slots = g_strdup_printf ("%u", template->slots->len);

      vouch_cli_table_add (table, template->tag, template->name, template->survey, n_slots);
    }
  vouch_cli_table_print (table);
}

static void
add_template (JsonBuilder   *builder,
              gconstpointer  item)
{
  const VouchTemplate *template = item;

  vouch_cli_json_int (builder, "id", template->id);
  vouch_cli_json_int (builder, "revision", template->revision);
  json_builder_set_member_name (builder, "template");
  json_builder_add_value (builder, vouch_template_to_json (template));
}

static const VouchCliListing listing = {
  "templates", N_("There is no template."), print_list, add_template,
};

gboolean
vouch_cli_run_templates_list (VouchCli  *self,
                              GError   **error)
{
  g_autoptr(GPtrArray) templates = NULL;

  if (!vouch_cli_parse (self, NULL, 0, 0, error))
    return FALSE;

  templates = open_list (self, error);
  if (templates == NULL)
    return FALSE;

  vouch_cli_show_list (self, &listing, templates);
  return TRUE;
}

static const VouchTemplate *
find_by_tag (GPtrArray  *templates,
             const char *tag)
{
  g_autofree char *wanted = vouch_tag_normalize (tag);

  for (guint i = 0; i < templates->len; i++)
    {
      const VouchTemplate *template = templates->pdata[i];

      if (g_strcmp0 (template->tag, wanted) == 0)
        return template;
    }

  return NULL;
}

static gboolean
refuse_tag (const char  *tag,
            GError     **error)
{
  g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND, "no template %s", tag);
  return FALSE;
}

/* What "templates set" takes, whether or not --json was given. */
gboolean
vouch_cli_run_templates_show (VouchCli  *self,
                              GError   **error)
{
  g_autoptr(GPtrArray) templates = NULL;
  g_autoptr(JsonNode) node = NULL;
  const VouchTemplate *template;

  if (!vouch_cli_parse (self, NULL, 1, 1, error))
    return FALSE;

  templates = open_list (self, error);
  if (templates == NULL)
    return FALSE;

  template = find_by_tag (templates, self->args[0]);
  if (template == NULL)
    return refuse_tag (self->args[0], error);

  node = vouch_template_to_json (template);
  vouch_cli_json_print_node (node, !self->json);
  return TRUE;
}

typedef struct
{
  gint64 connection_id;
  const char *tag;
  gint64 now;
} Remove;

static gboolean
remove_template (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  const Remove *self = data;
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, self->connection_id, error);
  const VouchTemplate *template;

  if (templates == NULL)
    return FALSE;

  template = find_by_tag (templates, self->tag);
  if (template == NULL)
    return refuse_tag (self->tag, error);

  return vouch_templates_remove (db, template->id, error) &&
         vouch_action_note (db, self->connection_id, "template.deleted", "tag", template->tag,
                            self->now, error);
}

gboolean
vouch_cli_run_templates_remove (VouchCli  *self,
                                GError   **error)
{
  Remove data = { 0 };
  g_autoptr(JsonBuilder) builder = NULL;

  if (!vouch_cli_parse (self, NULL, 1, 1, error) ||
      !vouch_cli_open (self, VOUCH_CLI_WRITE, error) || !vouch_cli_choose (self, error))
    return FALSE;

  data.connection_id = self->connection->id;
  data.tag = self->args[0];
  data.now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit removed", remove_template, &data, error))
    return FALSE;

  if (!self->json)
    {
      vouch_cli_print (_("The template is removed. Requests made from it go on.\n"));
      return TRUE;
    }

  builder = vouch_cli_json_begin ();
  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_text (builder, "removed", self->args[0]);
  vouch_cli_json_print (builder);
  return TRUE;
}
