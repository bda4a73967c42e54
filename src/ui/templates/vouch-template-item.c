/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/vouch-util.h"
#include "text/vouch-text-foreign.h"
#include "ui/templates/vouch-template-item.h"

struct _VouchTemplateItem
{
  GObject parent_instance;

  VouchTemplate *template; /* (owned) */
  VouchTemplateUse use;
  char *survey;            /* (owned): its name, or its code where the account has none such */
  gboolean has_survey;
};

G_DEFINE_FINAL_TYPE (VouchTemplateItem, vouch_template_item, G_TYPE_OBJECT)

static void
vouch_template_item_finalize (GObject *object)
{
  VouchTemplateItem *self = VOUCH_TEMPLATE_ITEM (object);

  g_clear_pointer (&self->template, vouch_template_free);
  g_clear_pointer (&self->survey, g_free);

  G_OBJECT_CLASS (vouch_template_item_parent_class)->finalize (object);
}

static void
vouch_template_item_class_init (VouchTemplateItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_template_item_finalize;
}

static void
vouch_template_item_init (VouchTemplateItem *self)
{
}

VouchTemplateItem *
vouch_template_item_new (const VouchTemplate      *template,
                         const VouchTemplateUse   *use,
                         const VouchSurvey        *survey)
{
  VouchTemplateItem *self = g_object_new (VOUCH_TYPE_TEMPLATE_ITEM, NULL);

  self->template = vouch_template_copy (template);
  self->use = *use;
  self->survey = g_strdup (survey != NULL ? survey->name : template->survey);
  self->has_survey = survey != NULL;
  return self;
}

const VouchTemplate *
vouch_template_item_get (VouchTemplateItem *self)
{
  g_return_val_if_fail (VOUCH_IS_TEMPLATE_ITEM (self), NULL);

  return self->template;
}

gint64
vouch_template_item_get_id (VouchTemplateItem *self)
{
  return self->template->id;
}

guint
vouch_template_item_get_n_jobs (VouchTemplateItem *self)
{
  return (guint) self->use.n_jobs;
}

gboolean
vouch_template_item_has_survey (VouchTemplateItem *self)
{
  return self->has_survey;
}

char *
vouch_template_item_dup_details (VouchTemplateItem *self)
{
  guint n = self->template->slots->len;
  g_autofree char *survey = vouch_text_isolate (self->survey);

  if (!self->has_survey)
    return g_strdup_printf (_("The survey “%s” is not offered any more"), survey);

  /* Translators: the name of a survey, and how many references it asks for. */
  return g_strdup_printf (ngettext ("%s · %u reference", "%s · %u references", n), survey, n);
}

char *
vouch_template_item_dup_usage (VouchTemplateItem *self)
{
  guint n_jobs = (guint) self->use.n_jobs;
  guint n_requests = (guint) self->use.n_requests;
  g_autofree char *jobs = g_strdup_printf (ngettext ("%u job", "%u jobs", n_jobs), n_jobs);
  g_autofree char *requests =
    g_strdup_printf (ngettext ("%u open request", "%u open requests", n_requests), n_requests);

  if (n_jobs == 0 && n_requests == 0)
    return NULL;
  if (n_requests == 0)
    return g_steal_pointer (&jobs);
  if (n_jobs == 0)
    return g_steal_pointer (&requests);

  /* Translators: what uses a template: "3 jobs, 2 open requests". */
  return g_strdup_printf (C_("usage", "%s, %s"), jobs, requests);
}

static gboolean
contains (const char *text,
          const char *folded_needle)
{
  g_autofree char *folded = vouch_fold_text (text != NULL ? text : "");

  return strstr (folded, folded_needle) != NULL;
}

gboolean
vouch_template_item_matches (VouchTemplateItem *self,
                             const char        *text)
{
  g_autofree char *needle = vouch_fold_text (text != NULL ? text : "");

  return *needle == '\0' || contains (self->template->name, needle) ||
         contains (self->template->tag, needle) || contains (self->survey, needle) ||
         contains (self->template->description, needle);
}

gboolean
vouch_template_item_equal (gconstpointer one,
                           gconstpointer other)
{
  const VouchTemplateItem *a = one;
  const VouchTemplateItem *b = other;

  return a->template->id == b->template->id && a->template->revision == b->template->revision &&
         a->use.n_jobs == b->use.n_jobs && a->use.n_requests == b->use.n_requests &&
         a->has_survey == b->has_survey && g_strcmp0 (a->survey, b->survey) == 0;
}
