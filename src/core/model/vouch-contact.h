/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VouchContact:
 *
 * A person as a service names one. Strings are owned and nullable but for the names, which are at
 * least empty.
 */
typedef struct
{
  char *first_name;
  char *last_name;
  char *email;
  char *phone;
} VouchContact;

VouchContact *vouch_contact_new       (const char         *first_name,
                                       const char         *last_name,
                                       const char         *email,
                                       const char         *phone) G_GNUC_WARN_UNUSED_RESULT;
VouchContact *vouch_contact_copy      (const VouchContact *self) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_contact_free      (VouchContact       *self);
char         *vouch_contact_dup_name  (const VouchContact *self) G_GNUC_WARN_UNUSED_RESULT;
char         *vouch_contact_hash      (const VouchContact *self,
                                       const char         *salt) G_GNUC_WARN_UNUSED_RESULT;
gboolean      vouch_email_is_valid    (const char         *email);
gboolean      vouch_phone_is_e164     (const char         *phone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchContact, vouch_contact_free)

G_END_DECLS
