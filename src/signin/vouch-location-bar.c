/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "signin/vouch-location-bar.h"
#include "signin/vouch-site.h"

/* Of what a site wrote into its certificate. */
#define MAX_NAME 300

struct _VouchLocationBar
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *host;
  GtkProgressBar *progress;
  GtkLabel *safety;
  GtkLabel *explanation;
  GtkLabel *address;
  GtkBox *certificate_box;
  GtkLabel *certificate;
};

G_DEFINE_FINAL_TYPE (VouchLocationBar, vouch_location_bar, ADW_TYPE_BIN)

static void
vouch_location_bar_class_init (VouchLocationBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               VOUCH_SIGNIN_RESOURCES "vouch-location-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, button);
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, icon);
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, host);
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, progress);
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, safety);
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, explanation);
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, address);
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, certificate_box);
  gtk_widget_class_bind_template_child (widget_class, VouchLocationBar, certificate);
}

static void
vouch_location_bar_init (VouchLocationBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_icon_name (VouchSigninSafety safety)
{
  switch (safety)
    {
    case VOUCH_SIGNIN_SAFETY_SECURE:
      return "channel-secure-symbolic";
    case VOUCH_SIGNIN_SAFETY_BROKEN:
      return "channel-insecure-symbolic";
    case VOUCH_SIGNIN_SAFETY_LOCAL:
      return "computer-symbolic";
    case VOUCH_SIGNIN_SAFETY_NONE:
    default:
      return NULL;
    }
}

static const char *
get_title (VouchSigninSafety safety)
{
  switch (safety)
    {
    case VOUCH_SIGNIN_SAFETY_SECURE:
      return _("The connection is secure");
    case VOUCH_SIGNIN_SAFETY_BROKEN:
      return _("The connection is not secure");
    case VOUCH_SIGNIN_SAFETY_LOCAL:
      return _("This page is on this computer");
    case VOUCH_SIGNIN_SAFETY_NONE:
    default:
      return _("There is no page yet");
    }
}

static const char *
get_explanation (VouchSigninSafety safety)
{
  switch (safety)
    {
    case VOUCH_SIGNIN_SAFETY_SECURE:
      return _("Only this site can read what you enter.");
    case VOUCH_SIGNIN_SAFETY_BROKEN:
      return _("The certificate of the site does not hold. Nothing was sent to it.");
    case VOUCH_SIGNIN_SAFETY_LOCAL:
      return _("It belongs to the practice company.");
    case VOUCH_SIGNIN_SAFETY_NONE:
    default:
      return "";
    }
}

/* The part that somebody has registered stands out; what is before it can be anything. */
static void
show_host (VouchLocationBar *self,
           const char       *host)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  PangoAttribute *pale = pango_attr_foreground_alpha_new (G_MAXUINT16 / 100 * 60);

  bold->start_index = vouch_site_find_domain (host) - host;
  pale->end_index = bold->start_index;
  pango_attr_list_insert (attributes, bold);
  pango_attr_list_insert (attributes, pale);
  gtk_label_set_text (self->host, host);
  gtk_label_set_attributes (self->host, attributes);
}

/* A name in a certificate is data of a stranger. */
static char *
dup_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);

  for (char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (c)))
        *c = ' ';
    }

  return g_utf8_strlen (valid, -1) > MAX_NAME ? g_utf8_substring (valid, 0, MAX_NAME)
                                              : g_strdup (valid);
}

static char *
describe_certificate (GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autoptr(GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *date = end != NULL ? g_date_time_format (end, "%x") : g_strdup ("");
  g_autofree char *to = dup_name (subject);
  g_autofree char *by = dup_name (issuer);

  /* Translators: what a site's certificate says, below each other; the last one is a date. */
  return g_strdup_printf (_("Issued to: %s\nIssued by: %s\nValid until: %s"), to, by, date);
}

static void
show_details (VouchLocationBar *self,
              VouchSigninPage  *page)
{
  VouchSigninSafety safety = vouch_signin_page_get_safety (page);
  GTlsCertificate *certificate = vouch_signin_page_get_certificate (page);
  const char *uri = vouch_signin_page_get_uri (page);
  g_autofree char *address = g_utf8_make_valid (uri != NULL ? uri : "", -1);
  g_autofree char *text = certificate != NULL ? describe_certificate (certificate) : NULL;

  gtk_label_set_text (self->safety, get_title (safety));
  gtk_label_set_text (self->explanation, get_explanation (safety));
  gtk_label_set_text (self->address, address);
  gtk_label_set_text (self->certificate, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->certificate_box), text != NULL);
}

static void
show_state (VouchLocationBar  *self,
            VouchSigninSafety  safety,
            const char        *host)
{
  const char *icon_name = get_icon_name (safety);
  g_autofree char *name = NULL;

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  if (safety == VOUCH_SIGNIN_SAFETY_BROKEN)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "error");

  /* Translators: read aloud for the location bar: a host, then how safe the connection is. */
  name = g_strdup_printf (_("%s: %s"), host, get_title (safety));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/**
 * vouch_location_bar_show:
 * @self: a location bar
 * @page: the page that is in front
 */
void
vouch_location_bar_show (VouchLocationBar *self,
                         VouchSigninPage  *page)
{
  VouchSigninSafety safety = vouch_signin_page_get_safety (page);
  g_autofree char *host = vouch_site_dup_host (vouch_signin_page_get_uri (page));
  double progress = vouch_signin_page_get_progress (page);

  if (host != NULL)
    show_host (self, host);
  else
    show_host (self, progress > 0 ? _("Loading…") : _("No page yet"));
  show_state (self, safety, gtk_label_get_text (self->host));
  show_details (self, page);
  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), progress > 0 && progress < 1);
}
