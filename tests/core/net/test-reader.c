/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"
#include "json/vouch-reader.h"

/* Which of both forms of a document the tests read. */
static gboolean on_tape;

static VouchReader *
read_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTape) tape = on_tape ? vouch_tape_new (bytes, &error) : NULL;
  g_autoptr(JsonNode) node = on_tape ? NULL : vouch_json_parse (bytes, &error);

  g_assert_no_error (error);
  return on_tape ? vouch_reader_new_for_tape (tape) : vouch_reader_new (node);
}

static void
assert_problem (VouchReader *reader,
                const char  *path)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (vouch_reader_finish (reader, &error));
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_cmpint (error->message[strlen (path)], ==, ':');
}

static void
test_walk (void)
{
  g_autoptr(VouchReader) reader = read_text ("{\"limit\":100,\"content\":[{\"id\":\"a\",\"n\":null,"
                                             "\"job\":{\"id\":7,\"open\":true}},{\"id\":\"b\"}],"
                                             "\"list\":[\"x\",\"\"]}");
  g_auto(GStrv) members = vouch_reader_dup_members (reader);

  g_assert_cmpstr (members[0], ==, "limit");
  g_assert_cmpstr (members[1], ==, "content");
  g_assert_cmpstr (members[2], ==, "list");
  g_assert_null (members[3]);
  g_assert_true (vouch_reader_is_object (reader));
  g_assert_cmpint (vouch_reader_int (reader, "limit"), ==, 100);

  g_assert_true (vouch_reader_enter (reader, "content"));
  g_assert_true (vouch_reader_is_array (reader));
  g_assert_cmpuint (vouch_reader_get_n_elements (reader), ==, 2);
  g_assert_true (vouch_reader_enter_element (reader, 0));
  g_assert_cmpstr (vouch_reader_string (reader, "id"), ==, "a");
  g_assert_false (vouch_reader_has (reader, "n"));
  g_assert_false (vouch_reader_has (reader, "absent"));
  g_assert_false (vouch_reader_enter_optional (reader, "n"));
  g_assert_true (vouch_reader_enter_optional (reader, "job"));
  g_assert_cmpstr (vouch_reader_id (reader, "id"), ==, "7");
  g_assert_true (vouch_reader_bool_or (reader, "open", FALSE));
  vouch_reader_leave (reader);
  vouch_reader_leave (reader);
  vouch_reader_leave (reader);

  vouch_reader_enter (reader, "list");
  g_assert_cmpstr (vouch_reader_element_string (reader, 0), ==, "x");
  g_assert_cmpstr (vouch_reader_element_string (reader, 1), ==, "");
  vouch_reader_enter_element (reader, 0);
  g_assert_true (vouch_reader_is_string (reader));
  g_assert_cmpstr (vouch_reader_string (reader, NULL), ==, "x");
  vouch_reader_leave (reader);
  vouch_reader_leave (reader);

  g_assert_true (vouch_reader_finish (reader, NULL));
}

static void
test_fallbacks (void)
{
  g_autoptr(VouchReader) reader = read_text ("{\"null\":null,\"text\":\"\","
                                             "\"number\":\"12\",\"n\":-3}");

  g_assert_cmpstr (vouch_reader_string_or (reader, "null", "f"), ==, "f");
  g_assert_cmpstr (vouch_reader_string_or (reader, "absent", "f"), ==, "f");
  g_assert_cmpstr (vouch_reader_string_or (reader, "text", "f"), ==, "");
  g_assert_null (vouch_reader_string_or (reader, "absent", NULL));
  g_assert_cmpint (vouch_reader_int_or (reader, "null", 5), ==, 5);
  g_assert_cmpint (vouch_reader_int_or (reader, "n", 5), ==, -3);
  g_assert_cmpint (vouch_reader_int_text_or (reader, "number", 5), ==, 12);
  g_assert_cmpint (vouch_reader_int_text_or (reader, "n", 5), ==, -3);
  g_assert_cmpint (vouch_reader_int_text_or (reader, "text", 5), ==, 5);
  g_assert_cmpint (vouch_reader_int_text_or (reader, "absent", 5), ==, 5);
  g_assert_true (vouch_reader_bool_or (reader, "null", TRUE));
  g_assert_cmpint (vouch_reader_time_or (reader, "text", 9), ==, 9);
  g_assert_cmpint (vouch_reader_time_or (reader, "null", 9), ==, 9);
  g_assert_cmpstr (vouch_reader_string (reader, "text"), ==, "");
  g_assert_true (vouch_reader_finish (reader, NULL));
}

static void
test_times (void)
{
  static const struct { const char *text; gint64 time; } cases[] = {
    { "2021-10-16T23:12:40.245Z", G_GINT64_CONSTANT (1634425960245000) },
    { "2021-10-16T23:12:40Z", G_GINT64_CONSTANT (1634425960000000) },
    { "2021-10-16T23:12:40", G_GINT64_CONSTANT (1634425960000000) },
    { "2021-10-16T23:12:40.5", G_GINT64_CONSTANT (1634425960500000) },
    { "2021-10-17T01:12:40+02:00", G_GINT64_CONSTANT (1634425960000000) },
    { "2021-10-16T23:12:40.123456Z", G_GINT64_CONSTANT (1634425960123456) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"t\":\"%s\"}", cases[i].text);
      g_autoptr(VouchReader) reader = read_text (text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (vouch_reader_time_or (reader, "t", 0) / 10, ==, cases[i].time / 10);
      g_assert_true (vouch_reader_finish (reader, NULL));
    }
}

static void
test_ids (void)
{
  g_autoptr(VouchReader) reader = read_text ("{\"a\":9223372036854775807,\"b\":\"x y\",\"c\":-1}");
  g_autoptr(VouchReader) empty = read_text ("{\"id\":\"\"}");
  g_autoptr(VouchReader) wrong = read_text ("{\"id\":1.5}");
  const char *first = vouch_reader_id (reader, "a");

  g_assert_cmpstr (vouch_reader_id (reader, "b"), ==, "x y");
  g_assert_cmpstr (vouch_reader_id (reader, "c"), ==, "-1");
  g_assert_cmpstr (first, ==, "9223372036854775807");
  g_assert_true (vouch_reader_finish (reader, NULL));

  g_assert_cmpstr (vouch_reader_id (empty, "id"), ==, "");
  assert_problem (empty, "id");
  g_assert_cmpstr (vouch_reader_id (wrong, "id"), ==, "");
  assert_problem (wrong, "id");
}

static void
test_first_problem (void)
{
  g_autoptr(VouchReader) reader = read_text ("{\"content\":[{},{},{},{\"job\":{\"id\":null}}],"
                                             "\"n\":5}");

  vouch_reader_enter (reader, "content");
  vouch_reader_enter_element (reader, 3);
  vouch_reader_enter (reader, "job");
  g_assert_cmpstr (vouch_reader_id (reader, "id"), ==, "");
  vouch_reader_leave (reader);
  vouch_reader_leave (reader);
  vouch_reader_leave (reader);

  /* From here on nothing is believed any more. */
  g_assert_cmpint (vouch_reader_int (reader, "n"), ==, 0);
  g_assert_cmpint (vouch_reader_int_or (reader, "n", 4), ==, 4);
  g_assert_false (vouch_reader_has (reader, "n"));
  g_assert_false (vouch_reader_enter (reader, "content"));
  g_assert_cmpuint (vouch_reader_get_n_elements (reader), ==, 0);
  vouch_reader_fail (reader, "n", "too late");
  assert_problem (reader, "content[3].job.id");
}

static void
test_wrong_types (void)
{
  static const struct { const char *text; const char *path; } cases[] = {
    { "{\"v\":1}", "v" }, { "{\"v\":{}}", "v" }, { "{\"v\":[]}", "v" }, { "{\"v\":true}", "v" },
    { "{\"v\":1.5}", "v" }, { "{}", "v" }, { "{\"v\":null}", "v" }, { "[1]", "document" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchReader) reader = read_text (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (vouch_reader_string (reader, "v"), ==, "");
      assert_problem (reader, cases[i].path);
    }
}

static void
assert_input_code (VouchReader     *reader,
                   VouchInputError  code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (vouch_reader_finish_input (reader, "policy file", &error));
  g_assert_error (error, VOUCH_INPUT_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, "policy file: "));
}

static void
test_input (void)
{
  g_autoptr(VouchReader) missing = read_text ("{}");
  g_autoptr(VouchReader) wrong = read_text ("{\"n\":\"x\",\"t\":\"yesterday\",\"b\":1}");
  g_autoptr(VouchReader) range = read_text ("{\"n\":5}");
  g_autoptr(VouchReader) good = read_text ("{}");
  g_autoptr(VouchReader) time = read_text ("{\"t\":\"yesterday\"}");
  g_autoptr(VouchReader) index = read_text ("[1]");

  vouch_reader_int (missing, "n");
  assert_input_code (missing, VOUCH_INPUT_ERROR_MISSING);
  vouch_reader_int_text_or (wrong, "n", 0);
  assert_input_code (wrong, VOUCH_INPUT_ERROR_TYPE);
  vouch_reader_fail (range, "n", "above %d", 4);
  assert_input_code (range, VOUCH_INPUT_ERROR_RANGE);
  g_assert_cmpint (vouch_reader_time_or (time, "t", 3), ==, 3);
  assert_input_code (time, VOUCH_INPUT_ERROR_TYPE);
  vouch_reader_enter_element (index, 1);
  assert_input_code (index, VOUCH_INPUT_ERROR_MISSING);
  g_assert_true (vouch_reader_finish_input (good, "policy file", NULL));
}

static void
test_elements (void)
{
  g_autoptr(VouchReader) number = read_text ("{\"list\":[\"a\",1]}");
  g_autoptr(VouchReader) object = read_text ("{\"list\":{}}");

  vouch_reader_enter (number, "list");
  g_assert_cmpstr (vouch_reader_element_string (number, 1), ==, "");
  assert_problem (number, "list[1]");

  vouch_reader_enter (object, "list");
  g_assert_cmpuint (vouch_reader_get_n_elements (object), ==, 0);
  assert_problem (object, "list");
}

static void
test_decoding (void)
{
  g_autoptr(VouchReader) reader =
    read_text ("{\"\\u0061\\/\":\"\\\"\\ud83d\\ude00\\n\",\"e\":\"\",\"n\":[-9223372036854775808,"
               "1.5,true,[],{}],\"z\":\"gr\\u00fc\xc3\x9f\"}");

  g_assert_cmpstr (vouch_reader_string (reader, "a/"), ==, "\"\xf0\x9f\x98\x80\n");
  g_assert_cmpstr (vouch_reader_string (reader, "e"), ==, "");
  g_assert_cmpstr (vouch_reader_string (reader, "z"), ==, "gr\xc3\xbc\xc3\x9f");

  vouch_reader_enter (reader, "n");
  g_assert_cmpuint (vouch_reader_get_n_elements (reader), ==, 5);
  vouch_reader_enter_element (reader, 0);
  g_assert_cmpint (vouch_reader_int (reader, NULL), ==, G_MININT64);
  vouch_reader_leave (reader);
  vouch_reader_enter_element (reader, 3);
  g_assert_cmpuint (vouch_reader_get_n_elements (reader), ==, 0);
  vouch_reader_leave (reader);
  vouch_reader_enter_element (reader, 4);
  g_assert_true (vouch_reader_is_object (reader));
  g_assert_true (vouch_reader_finish (reader, NULL));
}

typedef struct
{
  const char *name;
  GTestFunc run;
} Test;

static void
run_on_tree (gconstpointer data)
{
  const Test *test = data;

  on_tape = FALSE;
  test->run ();
}

static void
run_on_tape (gconstpointer data)
{
  const Test *test = data;

  on_tape = TRUE;
  test->run ();
}

int
main (int   argc,
      char *argv[])
{
  static const Test tests[] = {
    { "walk", test_walk }, { "fallbacks", test_fallbacks }, { "times", test_times },
    { "ids", test_ids }, { "first-problem", test_first_problem },
    { "wrong-types", test_wrong_types }, { "input", test_input }, { "elements", test_elements },
    { "decoding", test_decoding },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *tree = g_strconcat ("/reader/tree/", tests[i].name, NULL);
      g_autofree char *tape = g_strconcat ("/reader/tape/", tests[i].name, NULL);

      g_test_add_data_func (tree, &tests[i], run_on_tree);
      g_test_add_data_func (tape, &tests[i], run_on_tape);
    }

  return g_test_run ();
}
