/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/vouch-random.h"

G_DEFINE_INTERFACE (VouchRandom, vouch_random, G_TYPE_OBJECT)

static void
vouch_random_default_init (VouchRandomInterface *iface)
{
}

void
vouch_random_fill (VouchRandom *self,
                   guint8      *bytes,
                   gsize        length)
{
  VOUCH_RANDOM_GET_IFACE (self)->fill (self, bytes, length);
}

/**
 * vouch_random_unit:
 * @self: a source
 *
 * Returns: a number from 0 up to, not including, 1
 */
double
vouch_random_unit (VouchRandom *self)
{
  guint64 bits = 0;

  vouch_random_fill (self, (guint8 *) &bits, sizeof bits);
  return (double) (bits >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);
}

/**
 * vouch_random_hex:
 * @self: a source
 * @n_bytes: how many bytes of randomness
 *
 * Returns: (transfer full): two hexadecimal digits a byte
 */
char *
vouch_random_hex (VouchRandom *self,
                  gsize        n_bytes)
{
  g_autofree guint8 *bytes = g_malloc (n_bytes);
  GString *text = g_string_sized_new (n_bytes * 2);

  vouch_random_fill (self, bytes, n_bytes);
  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);

  return g_string_free (text, FALSE);
}

/**
 * vouch_random_base64:
 * @self: a source
 * @n_bytes: how many bytes of randomness
 *
 * Returns: (transfer full): base64url without padding, as PKCE and state want it (RFC 7636 §4.1)
 */
char *
vouch_random_base64 (VouchRandom *self,
                     gsize        n_bytes)
{
  g_autofree guint8 *bytes = g_malloc (n_bytes);
  char *text;

  vouch_random_fill (self, bytes, n_bytes);
  text = g_base64_encode (bytes, n_bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

struct _VouchSystemRandom
{
  GObject parent_instance;
};

static void vouch_system_random_iface_init (VouchRandomInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchSystemRandom, vouch_system_random, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_RANDOM,
                                                      vouch_system_random_iface_init))

static void
vouch_system_random_fill (VouchRandom *random,
                          guint8      *bytes,
                          gsize        length)
{
  gsize filled = 0;

  while (filled < length)
    {
      gssize n = getrandom (bytes + filled, length - filled, 0);

      if (n > 0)
        filled += n;
      else if (errno != EINTR)
        g_error ("The kernel gives no randomness: %s", g_strerror (errno));
    }
}

static void
vouch_system_random_iface_init (VouchRandomInterface *iface)
{
  iface->fill = vouch_system_random_fill;
}

static void
vouch_system_random_class_init (VouchSystemRandomClass *klass)
{
}

static void
vouch_system_random_init (VouchSystemRandom *self)
{
}

/**
 * vouch_system_random_new:
 *
 * Returns: (transfer full): the kernel's randomness
 */
VouchRandom *
vouch_system_random_new (void)
{
  return g_object_new (VOUCH_TYPE_SYSTEM_RANDOM, NULL);
}
