/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include "cli/vouch-cli-table.h"

static void
test_columns (void)
{
  g_autoptr(VouchCliTable) table = vouch_cli_table_new ("ID", "Name", "Days", NULL);
  g_autofree char *text = NULL;

  vouch_cli_table_add (table, "1", "Ada", "3");
  vouch_cli_table_add (table, "12", NULL, "12");
  text = vouch_cli_table_render (table, 0);

  g_assert_cmpstr (text, ==,
                   "ID  Name  Days\n"
                   "1   Ada   3\n"
                   "12        12\n");
}

/* Two columns of the terminal each. */
static void
test_wide_characters (void)
{
  g_autoptr(VouchCliTable) table = vouch_cli_table_new ("Name", "Job", NULL);
  g_autofree char *text = NULL;

  vouch_cli_table_add (table, "山田太郎", "x");
  vouch_cli_table_add (table, "e\314\201", "y");
  text = vouch_cli_table_render (table, 0);

  g_assert_cmpstr (text, ==,
                   "Name      Job\n"
                   "山田太郎  x\n"
                   "e\314\201         y\n");
}

static void
test_narrow_terminal (void)
{
  g_autoptr(VouchCliTable) table = vouch_cli_table_new ("ID", "Name", "Job", NULL);
  g_autofree char *text = NULL;

  vouch_cli_table_add (table, "1", "A name that is far too long", "Developer");
  text = vouch_cli_table_render (table, 30);

  g_assert_cmpstr (text, ==,
                   "ID  Name             Job\n"
                   "1   A name that is…  Developer\n");
}

/* A terminal of no width ends in columns that are cut, not in a loop. */
static void
test_no_room (void)
{
  g_autoptr(VouchCliTable) table = vouch_cli_table_new ("Identifier", "Candidate", NULL);
  g_autofree char *text = vouch_cli_table_render (table, 1);

  g_assert_cmpstr (text, ==, "Ident…  Candi…\n");
}

static void
test_escape (void)
{
  static const struct { const char *text; const char *escaped; } cases[] = {
    { "plain “text” ✓", "plain “text” ✓" },
    { "\033[31mred", "\\u001b[31mred" },
    { "one\ntwo\rthree\tfour", "one\\ntwo\\u000dthree\\u0009four" },
    { "\302\233csi", "\\u009bcsi" },
    { "\342\200\256turned", "\\u202eturned" },
    { "broken\377", "broken\357\277\275" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = vouch_cli_escape (cases[i].text);

      g_assert_cmpstr (escaped, ==, cases[i].escaped);
    }
}

static void
test_times (void)
{
  g_autofree char *never = vouch_cli_format_time (0);
  g_autofree char *some = vouch_cli_format_time (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC);

  g_assert_cmpstr (never, ==, "–");
  g_assert_true (g_str_has_prefix (some, "2023-11-1"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/table/columns", test_columns);
  g_test_add_func ("/cli/table/wide-characters", test_wide_characters);
  g_test_add_func ("/cli/table/narrow-terminal", test_narrow_terminal);
  g_test_add_func ("/cli/table/no-room", test_no_room);
  g_test_add_func ("/cli/escape", test_escape);
  g_test_add_func ("/cli/times", test_times);

  return g_test_run ();
}
