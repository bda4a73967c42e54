/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-scopes.h"
#include "text/vouch-text.h"
#include "ui/connectors/vouch-scopes-group.h"

struct _VouchScopesGroup
{
  AdwPreferencesGroup parent_instance;

  char *shown;           /* (owned) (nullable): the granted scopes that are shown */
  gboolean filled;
  guint n_missing;       /* of those without which nothing works */

  AdwExpanderRow *row;
  AdwActionRow *company_row;
  GPtrArray *scope_rows; /* (owned), of GtkWidget (unowned) */
};

typedef enum { PROP_N_MISSING = 1, N_PROPS } VouchScopesGroupProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchScopesGroup, vouch_scopes_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_word (const VouchAtsScope *scope,
          const char          *granted)
{
  if (granted == NULL)
    return C_("right", "Not told");
  if (vouch_ats_scope_is_granted (scope, granted))
    return C_("right", "Granted");

  return scope->required ? C_("right", "Missing") : C_("right", "Not granted");
}

static const char *
get_icon (const VouchAtsScope *scope,
          const char          *granted)
{
  if (granted == NULL)
    return "dialog-question-symbolic";
  if (vouch_ats_scope_is_granted (scope, granted))
    return "vouch-connected-symbolic";

  return scope->required ? "dialog-warning-symbolic" : "vouch-disconnected-symbolic";
}

static const char *
get_style (const VouchAtsScope *scope,
           const char          *granted)
{
  if (granted == NULL)
    return "dim-label";
  if (vouch_ats_scope_is_granted (scope, granted))
    return "success";

  return scope->required ? "error" : "warning";
}

static GtkWidget *
new_state (const VouchAtsScope *scope,
           const char          *granted)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (get_icon (scope, granted)));
  gtk_box_append (GTK_BOX (box), gtk_label_new (get_word (scope, granted)));
  gtk_widget_add_css_class (box, get_style (scope, granted));
  return box;
}

static void
add_scope (VouchScopesGroup    *self,
           const VouchAtsScope *scope,
           const char          *granted)
{
  g_autoptr(VouchText) text = vouch_text_for_id (scope->purpose);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text->sentence);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), scope->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_state (scope, granted));
  adw_expander_row_add_row (self->row, row);
  g_ptr_array_add (self->scope_rows, row);
}

/* What is missing comes first. */
static void
fill (VouchScopesGroup *self,
      const char       *granted)
{
  guint n_scopes = 0;
  const VouchAtsScope *scopes = vouch_ats_scopes_get (&n_scopes);

  for (guint i = 0; i < self->scope_rows->len; i++)
    adw_expander_row_remove (self->row, self->scope_rows->pdata[i]);
  g_ptr_array_set_size (self->scope_rows, 0);

  for (guint i = 0; i < n_scopes; i++)
    {
      if (!vouch_ats_scope_is_granted (&scopes[i], granted))
        add_scope (self, &scopes[i], granted);
    }
  for (guint i = 0; i < n_scopes; i++)
    {
      if (vouch_ats_scope_is_granted (&scopes[i], granted))
        add_scope (self, &scopes[i], granted);
    }
}

static guint
count_missing (const char *granted)
{
  g_autoptr(GPtrArray) missing = vouch_ats_scopes_missing (granted, VOUCH_ATS_FEATURES_ALL);
  guint n = 0;

  for (guint i = 0; i < missing->len; i++)
    n += ((const VouchAtsScope *) missing->pdata[i])->required;
  return n;
}

static gboolean
lacks_company_settings (const char *granted)
{
  g_autoptr(GPtrArray) missing = vouch_ats_scopes_missing (granted, VOUCH_ATS_FEATURES_ALL);

  for (guint i = 0; i < missing->len; i++)
    {
      if (g_str_equal (((const VouchAtsScope *) missing->pdata[i])->name, "configuration_read"))
        return TRUE;
    }

  return FALSE;
}

static void
say_summary (VouchScopesGroup *self,
             const char       *granted)
{
  g_autoptr(GPtrArray) missing = vouch_ats_scopes_missing (granted, VOUCH_ATS_FEATURES_ALL);
  g_autofree char *sentence = NULL;

  if (granted == NULL)
    sentence = g_strdup (_("An API key has the rights of its owner; SmartRecruiters does not "
                           "list them."));
  else if (self->n_missing > 0)
    sentence = g_strdup_printf (ngettext ("%u right that Vouch needs is missing",
                                          "%u rights that Vouch needs are missing",
                                          self->n_missing), self->n_missing);
  else if (missing->len > 0)
    sentence = g_strdup_printf (ngettext ("All that is needed is granted; %u more is possible",
                                          "All that is needed is granted; %u more are possible",
                                          missing->len), missing->len);
  else
    sentence = g_strdup (_("Everything is granted"));
  adw_expander_row_set_subtitle (self->row, sentence);
}

static void
vouch_scopes_group_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((VouchScopesGroupProperty) prop_id)
    {
    case PROP_N_MISSING:
      g_value_set_uint (value, VOUCH_SCOPES_GROUP (object)->n_missing);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_scopes_group_finalize (GObject *object)
{
  VouchScopesGroup *self = VOUCH_SCOPES_GROUP (object);

  g_free (self->shown);
  g_ptr_array_unref (self->scope_rows);

  G_OBJECT_CLASS (vouch_scopes_group_parent_class)->finalize (object);
}

static void
vouch_scopes_group_class_init (VouchScopesGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_scopes_group_get_property;
  object_class->finalize = vouch_scopes_group_finalize;

  properties[PROP_N_MISSING] =
    g_param_spec_uint ("n-missing", NULL, NULL, 0, G_MAXUINT, 0,
                       (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-scopes-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchScopesGroup, row);
  gtk_widget_class_bind_template_child (widget_class, VouchScopesGroup, company_row);
}

static void
vouch_scopes_group_init (VouchScopesGroup *self)
{
  self->scope_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vouch_scopes_group_show (VouchScopesGroup      *self,
                         const VouchConnection *connection)
{
  guint n_missing = count_missing (connection->scopes);

  g_return_if_fail (VOUCH_IS_SCOPES_GROUP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), connection->sign_in != VOUCH_SIGN_IN_NONE);
  if (!vouch_set_str (&self->shown, connection->scopes) && self->filled)
    return;

  self->filled = TRUE;
  fill (self, connection->scopes);
  gtk_widget_set_visible (GTK_WIDGET (self->company_row),
                          lacks_company_settings (connection->scopes));
  if (self->n_missing != n_missing)
    {
      self->n_missing = n_missing;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MISSING]);
    }
  say_summary (self, connection->scopes);
}
