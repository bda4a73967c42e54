/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_RANDOM (vouch_random_get_type ())
G_DECLARE_INTERFACE (VouchRandom, vouch_random, VOUCH, RANDOM, GObject)

/**
 * VouchRandom:
 *
 * The only source of randomness of the core: the kernel's in programs, a seed's in tests.
 */
struct _VouchRandomInterface
{
  GTypeInterface parent;

  void (* fill) (VouchRandom *self,
                 guint8      *bytes,
                 gsize        length);
};

void    vouch_random_fill   (VouchRandom *self,
                             guint8      *bytes,
                             gsize        length);
double  vouch_random_unit   (VouchRandom *self);
char   *vouch_random_hex    (VouchRandom *self,
                             gsize        n_bytes) G_GNUC_WARN_UNUSED_RESULT;
char   *vouch_random_base64 (VouchRandom *self,
                             gsize        n_bytes) G_GNUC_WARN_UNUSED_RESULT;

#define VOUCH_TYPE_SYSTEM_RANDOM (vouch_system_random_get_type ())
G_DECLARE_FINAL_TYPE (VouchSystemRandom, vouch_system_random, VOUCH, SYSTEM_RANDOM, GObject)

VouchRandom *vouch_system_random_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
