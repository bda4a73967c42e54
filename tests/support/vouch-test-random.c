/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "vouch-test-random.h"

struct _VouchTestRandom
{
  GObject parent_instance;

  guint64 state;
};

static void vouch_test_random_iface_init (VouchRandomInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchTestRandom, vouch_test_random, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_RANDOM,
                                                      vouch_test_random_iface_init))

static void
vouch_test_random_fill (VouchRandom *random,
                        guint8      *bytes,
                        gsize        length)
{
  VouchTestRandom *self = VOUCH_TEST_RANDOM (random);
  guint64 value = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (i % 8 == 0)
        value = vouch_test_random_next (self);

      bytes[i] = value & 0xff;
      value >>= 8;
    }
}

static void
vouch_test_random_class_init (VouchTestRandomClass *klass)
{
}

static void
vouch_test_random_init (VouchTestRandom *self)
{
}

static void
vouch_test_random_iface_init (VouchRandomInterface *iface)
{
  iface->fill = vouch_test_random_fill;
}

/**
 * vouch_test_random_new:
 * @seed: equal seeds give equal bytes
 *
 * Returns: (transfer full): a source of randomness
 */
VouchRandom *
vouch_test_random_new (guint64 seed)
{
  VouchTestRandom *self = g_object_new (VOUCH_TYPE_TEST_RANDOM, NULL);

  self->state = seed;
  return VOUCH_RANDOM (self);
}

/**
 * vouch_test_random_next:
 * @self: a source of randomness
 *
 * Returns: the next 64 bits
 */
guint64
vouch_test_random_next (VouchTestRandom *self)
{
  guint64 z;

  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = self->state;
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}
