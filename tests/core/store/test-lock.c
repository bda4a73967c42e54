/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "store/vouch-lock.h"

static char *
make_directory (void)
{
  char *directory = g_build_filename (g_get_user_data_dir (), "state", NULL);

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  return directory;
}

static void
test_take (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *path = g_build_filename (directory, "engine.lock", NULL);
  g_autofree char *content = NULL;
  g_autofree char *expected = g_strdup_printf ("service %d\n", (int) getpid ());
  g_autofree char *role = NULL;
  g_autoptr(VouchLock) lock = NULL;
  g_autoptr(VouchLock) second = NULL;
  g_autoptr(GError) error = NULL;
  struct stat info;
  gint64 pid;

  g_assert_false (vouch_lock_peek (directory, NULL, NULL, NULL));
  lock = vouch_lock_take (directory, "service", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

  /* Another open file of the same process is another holder. */
  second = vouch_lock_take (directory, "window", &error);
  g_assert_null (second);
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "service"));
  g_clear_error (&error);

  g_assert_true (vouch_lock_peek (directory, &role, &pid, NULL));
  g_assert_cmpstr (role, ==, "service");
  g_assert_cmpint (pid, ==, getpid ());
  /* Looking must not drop the lock, as closing a file does with the older kind of lock. */
  g_assert_true (vouch_lock_peek (directory, NULL, NULL, NULL));

  g_clear_pointer (&lock, vouch_lock_release);
  g_assert_false (vouch_lock_peek (directory, NULL, NULL, NULL));
  second = vouch_lock_take (directory, "window", &error);
  g_assert_no_error (error);
}

static void
test_last_good (void)
{
  const gint64 time = G_GINT64_CONSTANT (1700000000123456);
  g_autofree char *directory = make_directory ();
  g_autoptr(VouchLock) lock = vouch_lock_take (directory, "service", NULL);
  gint64 last_good = -1;

  vouch_lock_peek (directory, NULL, NULL, &last_good);
  g_assert_cmpint (last_good, ==, 0);
  vouch_lock_set_last_good (lock, time);

  g_clear_pointer (&lock, vouch_lock_release);
  g_assert_false (vouch_lock_peek (directory, NULL, NULL, &last_good));
  g_assert_cmpint (last_good, ==, time);

  /* Taking it again is no good cycle. */
  lock = vouch_lock_take (directory, "window", NULL);
  vouch_lock_peek (directory, NULL, NULL, &last_good);
  g_assert_cmpint (last_good, ==, time);
}

static void
test_dies_with_process (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr(VouchLock) lock = NULL;
  g_autoptr(GError) error = NULL;
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      VouchLock *held = vouch_lock_take (directory, "service", NULL);

      _exit (held != NULL ? 0 : 1);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  lock = vouch_lock_take (directory, "window", &error);
  g_assert_no_error (error);
}

static void
test_strange_content (void)
{
  static const char *const contents[] = { "", "x", "\xff\xff\n", "no-number \n", "\n" };
  g_autofree char *directory = make_directory ();
  g_autofree char *path = g_build_filename (directory, "engine.lock", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr(VouchLock) lock = vouch_lock_take (directory, "service", NULL);
      g_autoptr(GError) error = NULL;
      g_autofree char *role = NULL;
      int fd = open (path, O_WRONLY | O_TRUNC);

      g_assert_cmpint (write (fd, contents[i], strlen (contents[i])), ==, strlen (contents[i]));
      close (fd);
      g_assert_true (vouch_lock_peek (directory, &role, NULL, NULL));
      g_assert_null (vouch_lock_take (directory, "window", &error));
      g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/lock/take", test_take);
  g_test_add_func ("/lock/last-good", test_last_good);
  g_test_add_func ("/lock/dies-with-process", test_dies_with_process);
  g_test_add_func ("/lock/strange-content", test_strange_content);

  return g_test_run ();
}
