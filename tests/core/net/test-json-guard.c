/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "json/vouch-json.h"

/* With its length, since some hold a NUL. */
typedef struct
{
  const char *text;
  gsize length;
} Document;

#define DOCUMENT(text) { text, sizeof (text) - 1 }

static const Document accepted[] = {
  DOCUMENT ("{}"),
  DOCUMENT ("[]"),
  DOCUMENT (" \t\r\n[ ]\n"),
  DOCUMENT ("[null,true,false,0,-0,1,-1,\"\"]"),
  DOCUMENT ("[9223372036854775807,-9223372036854775808]"),
  DOCUMENT ("[0.5,-0.5,1e5,1E+5,1e-5,1.25e300,0e0,1e-400,1e17,-1E+55,-0.0]"),
  DOCUMENT ("{\"a\":{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}},\"b\":[]}"),
  DOCUMENT ("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]"),
  DOCUMENT ("[\"\\u0001\\u00e9\\u20ac\\ud83d\\ude00\\uFFFF\"]"),
  DOCUMENT ("[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xed\x9f\xbf\xee\x80\x80\x7f\"]"),
  DOCUMENT ("[\"\xf4\x8f\xbf\xbf\"]"),
  DOCUMENT ("[\"\\u0001\\u0007\\u000b\\u000e\\u001f\\u007f\\u0085\"]"),
  DOCUMENT ("{\"\":1,\" \":2,\"a\":3,\"A\":4}"),
  DOCUMENT ("{ \"a\" : 1 , \"b\" : [ 1 , 2 ] }"),
};

static const Document refused[] = {
  DOCUMENT (""),
  DOCUMENT ("  \n"),
  DOCUMENT ("null"),
  DOCUMENT ("1"),
  DOCUMENT ("\"text\""),
  DOCUMENT ("var x={}"),
  DOCUMENT ("var x = {\"a\":1};"),
  DOCUMENT ("{'x':1}"),
  DOCUMENT ("['x']"),
  DOCUMENT ("{x:1}"),
  DOCUMENT ("[0x10]"),
  DOCUMENT ("[01]"),
  DOCUMENT ("[012]"),
  DOCUMENT ("[-01]"),
  DOCUMENT ("[00]"),
  DOCUMENT ("[+1]"),
  DOCUMENT ("[.5]"),
  DOCUMENT ("[5.]"),
  DOCUMENT ("[1.e5]"),
  DOCUMENT ("[1e]"),
  DOCUMENT ("[1e+]"),
  DOCUMENT ("[-]"),
  DOCUMENT ("[1e999]"),
  DOCUMENT ("[-1e999]"),
  DOCUMENT ("[NaN]"),
  DOCUMENT ("[Infinity]"),
  DOCUMENT ("[123456789012345678901234]"),
  DOCUMENT ("[9223372036854775808]"),
  DOCUMENT ("[-9223372036854775809]"),
  DOCUMENT ("[\"\\u0000\"]"),
  DOCUMENT ("[\"a\0b\"]"),
  DOCUMENT ("[1]\0"),
  DOCUMENT ("{\"a\\u0000\":1}"),
  DOCUMENT ("[\"\\ud800\"]"),
  DOCUMENT ("[\"\\ud800x\"]"),
  DOCUMENT ("[\"\\ud800\\n\"]"),
  DOCUMENT ("[\"\\ud800\\ud800\"]"),
  DOCUMENT ("[\"\\udc00\"]"),
  DOCUMENT ("[\"\\ude00\\ud83d\"]"),
  DOCUMENT ("[\"\xed\xa0\x80\"]"),
  DOCUMENT ("[\"\xed\xbf\xbf\"]"),
  DOCUMENT ("[\"\xc0\xaf\"]"),
  DOCUMENT ("[\"\xe0\x80\xaf\"]"),
  DOCUMENT ("[\"\xf0\x80\x80\xaf\"]"),
  DOCUMENT ("[\"\xf4\x90\x80\x80\"]"),
  DOCUMENT ("[\"\xf5\x80\x80\x80\"]"),
  DOCUMENT ("[\"\x80\"]"),
  DOCUMENT ("[\"\xc3\"]"),
  DOCUMENT ("[\"\xe2\x82\"]"),
  DOCUMENT ("[\"\xc3"),
  DOCUMENT ("[\"\xff\"]"),
  DOCUMENT ("\xef\xbb\xbf{}"),
  DOCUMENT ("\xfe\xff\0{\0}"),
  DOCUMENT ("{\0}\0"),
  DOCUMENT ("{\"a\":1,\"a\":2}"),
  DOCUMENT ("{\"a\":1,\"\\u0061\":2}"),
  DOCUMENT ("{\"\xc3\xa9\":1,\"\\u00e9\":2}"),
  DOCUMENT ("{\"/\":1,\"\\/\":2}"),
  DOCUMENT ("{\"\":1,\"\":2}"),
  DOCUMENT ("[{\"a\":{\"b\":1,\"c\":2,\"b\":3}}]"),
  DOCUMENT ("[1,]"),
  DOCUMENT ("[,1]"),
  DOCUMENT ("[1,,2]"),
  DOCUMENT ("[1 2]"),
  DOCUMENT ("{\"a\":1,}"),
  DOCUMENT ("{,}"),
  DOCUMENT ("{\"a\"}"),
  DOCUMENT ("{\"a\":}"),
  DOCUMENT ("{\"a\" 1}"),
  DOCUMENT ("{1:1}"),
  DOCUMENT ("{\"a\":1 \"b\":2}"),
  DOCUMENT ("[1}"),
  DOCUMENT ("{\"a\":1]"),
  DOCUMENT ("[1]]"),
  DOCUMENT ("{}{}"),
  DOCUMENT ("[]x"),
  DOCUMENT ("["),
  DOCUMENT ("[1"),
  DOCUMENT ("[1,"),
  DOCUMENT ("{"),
  DOCUMENT ("{\"a"),
  DOCUMENT ("{\"a\""),
  DOCUMENT ("{\"a\":"),
  DOCUMENT ("{\"a\":1"),
  DOCUMENT ("[\""),
  DOCUMENT ("[\"\\"),
  DOCUMENT ("[\"\\u"),
  DOCUMENT ("[\"\\u12"),
  DOCUMENT ("[\"\\u12g4\"]"),
  DOCUMENT ("[\"\\x41\"]"),
  DOCUMENT ("[\"\\'\"]"),
  DOCUMENT ("[\"\n\"]"),
  DOCUMENT ("[\"\t\"]"),
  DOCUMENT ("[\"\x1f\"]"),
  DOCUMENT ("[tru]"),
  DOCUMENT ("[True]"),
  DOCUMENT ("[nul"),
  DOCUMENT ("[truefalse]"),
  DOCUMENT ("[1 /* one */]"),
  DOCUMENT ("// one\n[1]"),
  DOCUMENT ("[\v1]"),
  DOCUMENT ("[\f1]"),
  DOCUMENT ("[\xc2\xa0""1]"),
  DOCUMENT ("<html></html>"),
};

static void
test_accepted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (accepted[i].text, accepted[i].length);
      g_autoptr(JsonNode) node = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", accepted[i].text);
      g_assert_true (vouch_json_guard (accepted[i].text, accepted[i].length, &error));
      g_assert_no_error (error);

      /* Whatever the guard lets through, the parser has to take. */
      node = vouch_json_parse (bytes, &error);
      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(JsonNode) node = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *shown = g_strescape (refused[i].text, NULL);
      /* Without a byte behind it, so that reading on is noticed. */
      g_autofree char *exact = g_memdup2 (refused[i].text, refused[i].length);

      g_test_message ("%u: %s", i, shown);
      bytes = g_bytes_new_static (exact, refused[i].length);
      node = vouch_json_parse (bytes, &error);
      g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
      g_assert_null (node);
    }
}

static void
test_offset (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (vouch_json_guard ("{\"name\":\"Ada\",\"name\":1}", 23, &error));
  g_assert_nonnull (strstr (error->message, "at byte 14"));
  g_assert_null (strstr (error->message, "Ada"));
}

static char *
nest (guint depth)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  g_string_append (text, "1");
  for (guint i = depth; i > 0; i--)
    g_string_append_c (text, i % 2 == 1 ? ']' : '}');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nest (VOUCH_JSON_MAX_DEPTH);
  g_autofree char *deeper = nest (VOUCH_JSON_MAX_DEPTH + 1);
  g_autofree char *bottomless = g_strnfill (1000 * 1000, '[');
  g_autoptr(GBytes) bytes = g_bytes_new_static (deepest, strlen (deepest));
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  node = vouch_json_parse (bytes, &error);
  g_assert_no_error (error);

  g_assert_false (vouch_json_guard (deeper, strlen (deeper), &error));
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
  g_clear_error (&error);

  g_assert_false (vouch_json_guard (bottomless, strlen (bottomless), &error));
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
}

static gboolean
guard_string (const char *unit,
              gsize       n_units)
{
  g_autoptr(GString) text = g_string_new ("[\"");

  for (gsize i = 0; i < n_units; i++)
    g_string_append (text, unit);
  g_string_append (text, "\"]");

  return vouch_json_guard (text->str, text->len, NULL);
}

static void
test_string_length (void)
{
  g_assert_true (guard_string ("x", VOUCH_JSON_MAX_STRING));
  g_assert_false (guard_string ("x", VOUCH_JSON_MAX_STRING + 1));

  /* What counts is the text, not how it is written. */
  g_assert_true (guard_string ("\\u0041", VOUCH_JSON_MAX_STRING));
  g_assert_false (guard_string ("\\u0041", VOUCH_JSON_MAX_STRING + 1));
}

static void
test_number_length (void)
{
  g_autofree char *digits = g_strnfill (100 * 1000, '1');
  g_autofree char *fraction = g_strdup_printf ("[0.%s]", digits);
  g_autofree char *integer = g_strdup_printf ("[%s]", digits);

  g_assert_false (vouch_json_guard (fraction, strlen (fraction), NULL));
  g_assert_false (vouch_json_guard (integer, strlen (integer), NULL));
}

static char *
write_members (guint n_members,
               guint repeated)
{
  g_autoptr(GString) text = g_string_new ("{");

  for (guint i = 0; i < n_members; i++)
    g_string_append_printf (text, "%s\"member%u\":%u", i > 0 ? "," : "", i, i);
  g_string_append_printf (text, ",\"member%u\":0}", repeated);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_many_members (void)
{
  /* Comparing each with each would take minutes. */
  g_autofree char *distinct = write_members (200 * 1000, 200 * 1000);
  g_autofree char *repeated = write_members (200 * 1000, 777);

  g_assert_true (vouch_json_guard (distinct, strlen (distinct), NULL));
  g_assert_false (vouch_json_guard (repeated, strlen (repeated), NULL));

  for (guint n = 1; n < 40; n++)
    {
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *text = write_members (n, i);

          g_assert_false (vouch_json_guard (text, strlen (text), NULL));
        }
    }
}

/* No cut of a good document may be taken for one, or read beyond its end. */
static void
test_cuts (void)
{
  static const char text[] = "{\"a\":[1.5e3,\"\\ud83d\\ude00\xf0\x9f\x98\x80\","
                             "{\"b\":null,\"c\":true}],\"d\":-7}";

  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      g_autofree char *cut = g_memdup2 (text, length);

      g_assert_false (vouch_json_guard (cut, length, NULL));
    }

  g_assert_true (vouch_json_guard (text, sizeof text - 1, NULL));
}

static char *
write_page (void)
{
  static const char candidate[] =
    "{\"id\":\"6f9c1a52-%04u\",\"firstName\":\"Zoë\",\"lastName\":\"Example\","
    "\"email\":\"person@example.org\",\"internal\":false,\"score\":1.5,"
    "\"primaryAssignment\":{\"job\":{\"id\":\"a-7\",\"title\":\"Engineer\"},"
    "\"status\":\"IN_REVIEW\",\"startDate\":null},\"tags\":[\"one\",\"two\"],"
    "%s\"updatedOn\":\"2024-05-01T10:00:00.000Z\"}";
  g_autoptr(GString) properties = g_string_new (NULL);
  g_autoptr(GString) page = g_string_new ("{\"limit\":100,\"content\":[");

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (properties, "\"property%u\":\"a value of some length, as it is\",", i);
  for (guint i = 0; i < 100; i++)
    {
      g_string_append (page, i > 0 ? "," : "");
      g_string_append_printf (page, candidate, i, properties->str);
    }
  g_string_append (page, "]}");

  return g_string_free (g_steal_pointer (&page), FALSE);
}

/* A fair comparison takes two libraries that are built alike. */
#if defined(__OPTIMIZE__)
#define IS_OPTIMIZED TRUE
#else
#define IS_OPTIMIZED FALSE
#endif

/* Compared with what follows it anyway, since machines differ. */
static void
test_cost (void)
{
  g_autofree char *page = write_page ();
  gsize length = strlen (page);
  gint64 begin = g_get_monotonic_time ();
  gint64 middle;
  gint64 end;

  for (guint i = 0; i < 20; i++)
    g_assert_true (vouch_json_guard (page, length, NULL));
  middle = g_get_monotonic_time ();

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();

      g_assert_true (json_parser_load_from_data (parser, page, length, NULL));
    }
  end = g_get_monotonic_time ();

  g_test_message ("%" G_GSIZE_FORMAT " bytes: guard %.3f ms, parser %.3f ms", length,
                  (middle - begin) / 20000.0, (end - middle) / 20000.0);
  if (IS_OPTIMIZED)
    g_assert_cmpint (middle - begin, <, end - middle);
}

static void
test_serialise (void)
{
  static const char text[] = "{\"b\":1,\"a\":[true,null,\"\\\"\xc3\xa9\\n\"],"
                             "\"c\":{\"z\":0.5,\"y\":-3}}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, NULL);
  g_autoptr(GBytes) again = vouch_json_to_bytes (node);
  g_autofree char *written = vouch_json_to_string (node);

  g_assert_cmpstr (written, ==, text);
  g_assert_true (g_bytes_equal (bytes, again));
}

/* Whatever was read is written in a way that can be read again. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (accepted[i].text, accepted[i].length);
      g_autoptr(JsonNode) node = vouch_json_parse (bytes, NULL);
      g_autoptr(GBytes) written = vouch_json_to_bytes (node);
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) again = vouch_json_parse (written, &error);

      g_test_message ("%s", accepted[i].text);
      g_assert_no_error (error);
      g_assert_true (json_node_equal (node, again));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/accepted", test_accepted);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/offset", test_offset);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/string-length", test_string_length);
  g_test_add_func ("/json/number-length", test_number_length);
  g_test_add_func ("/json/many-members", test_many_members);
  g_test_add_func ("/json/cuts", test_cuts);
  g_test_add_func ("/json/cost", test_cost);
  g_test_add_func ("/json/serialise", test_serialise);
  g_test_add_func ("/json/round-trip", test_round_trip);

  return g_test_run ();
}
