/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include <string.h>

#include "model/vouch-contact.h"

/* RFC 5321 §4.5.3.1: a path of 256 octets with its brackets, a local part of 64. */
#define MAX_EMAIL 254
#define MAX_LOCAL_PART 64

/**
 * vouch_contact_new:
 * @first_name: (nullable): %NULL is kept as ""
 * @last_name: (nullable): %NULL is kept as ""
 * @email: (nullable): address
 * @phone: (nullable): number
 *
 * Returns: (transfer full): the contact
 */
VouchContact *
vouch_contact_new (const char *first_name,
                   const char *last_name,
                   const char *email,
                   const char *phone)
{
  VouchContact *self = g_new0 (VouchContact, 1);

  self->first_name = g_strdup (first_name != NULL ? first_name : "");
  self->last_name = g_strdup (last_name != NULL ? last_name : "");
  self->email = g_strdup (email);
  self->phone = g_strdup (phone);
  return self;
}

VouchContact *
vouch_contact_copy (const VouchContact *self)
{
  return vouch_contact_new (self->first_name, self->last_name, self->email, self->phone);
}

void
vouch_contact_free (VouchContact *self)
{
  if (self == NULL)
    return;

  g_free (self->first_name);
  g_free (self->last_name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self);
}

/**
 * vouch_contact_dup_name:
 * @self: a contact
 *
 * Returns: (transfer full): first and last name with one blank between them, or whichever there is
 */
char *
vouch_contact_dup_name (const VouchContact *self)
{
  const char *gap = *self->first_name != '\0' && *self->last_name != '\0' ? " " : "";

  return g_strconcat (self->first_name, gap, self->last_name, NULL);
}

static void
hash_folded (GChecksum  *checksum,
             const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *normal = g_utf8_normalize (g_strstrip (valid), -1, G_NORMALIZE_NFC);
  g_autofree char *folded = g_utf8_casefold (normal, -1);

  /* The final NUL goes in too, so that "a" + "bc" differs from "ab" + "c". */
  g_checksum_update (checksum, (const guchar *) folded, strlen (folded) + 1);
}

/**
 * vouch_contact_hash:
 * @self: a contact
 * @salt: the row's own salt
 *
 * Tells later whether a person is still the same without keeping who it was (reliability.md §2.10).
 *
 * Returns: (transfer full): sha256 of salt, e-mail and last name without case, in hexadecimal
 */
char *
vouch_contact_hash (const VouchContact *self,
                    const char         *salt)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) salt, strlen (salt) + 1);
  hash_folded (checksum, self->email);
  hash_folded (checksum, self->last_name);
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
domain_is_plausible (const char *domain)
{
  gsize length = strlen (domain);

  return strchr (domain, '.') != NULL &&
         g_ascii_isalnum (domain[0]) &&
         g_ascii_isalnum (domain[length - 1]) &&
         strstr (domain, "..") == NULL &&
         strspn (domain,
                 "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == length;
}

/**
 * vouch_email_is_valid:
 * @email: (nullable): text
 *
 * Whether it looks like an address that mail can reach: one "@", a local part of printable ASCII
 * without blanks, quotes or brackets, and a domain name with a dot. Quoted local parts and
 * addresses beyond ASCII are refused, as Crosschq's own check of them is not known.
 */
gboolean
vouch_email_is_valid (const char *email)
{
  const char *at = email != NULL ? strchr (email, '@') : NULL;
  gsize length;

  if (at == NULL || strchr (at + 1, '@') != NULL || strlen (email) > MAX_EMAIL || at[1] == '\0')
    return FALSE;

  length = at - email;
  if (length == 0 || length > MAX_LOCAL_PART || email[0] == '.' || at[-1] == '.')
    return FALSE;

  for (const char *c = email; c < at; c++)
    {
      if (!g_ascii_isgraph (*c) || strchr ("\"(),:;<>[\\]", *c) != NULL || (c[0] == '.' &&
                                                                            c[1] == '.'))
        return FALSE;
    }

  return domain_is_plausible (at + 1);
}

/**
 * vouch_phone_is_e164:
 * @phone: (nullable): text
 *
 * Whether it is "+" and 8 to 15 digits, which is what Crosschq takes (crosschq.md §3.4).
 */
gboolean
vouch_phone_is_e164 (const char *phone)
{
  gsize digits;

  if (phone == NULL || phone[0] != '+' || phone[1] == '0')
    return FALSE;

  digits = strspn (phone + 1, "0123456789");
  return digits >= 8 && digits <= 15 && phone[digits + 1] == '\0';
}
