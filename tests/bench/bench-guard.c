/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */

/* What it costs to check and read one page of candidates: the guard, the tree of json-glib behind
 * it, json-glib alone, and the row of tokens that candidate pages are read from. */

#include <stdio.h>

#include "json/vouch-json.h"
#include "sandbox/vouch-sandbox.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "vouch-bench.h"

/* A page as large as the one that the targets of reliability.md §7.4 are about. */
#define PAGE_BYTES (122 * 1000)
#define MAX_PAGES 2
#define N_RUNS 15
#define N_TIMES 20
#define NOW (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC)

/* Names of listeners that no socket ever opens. */
static const char *const origins[VOUCH_N_LISTENERS] = {
  "http://localhost:7001", "http://localhost:7002",
  "http://localhost:7003", "http://localhost:7004",
};

typedef struct
{
  const char *name;
  void (* run) (GBytes *page);
  double goal;                  /* milliseconds, or 0 */
} Step;

static void
run_guard (GBytes *page)
{
  gsize length;
  const char *data = g_bytes_get_data (page, &length);

  g_assert_true (vouch_json_guard (data, length, NULL));
}

static void
run_json_glib (GBytes *page)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  gsize length;
  const char *data = g_bytes_get_data (page, &length);

  g_assert_true (json_parser_load_from_data (parser, data, length, NULL));
}

static void
run_parse (GBytes *page)
{
  g_autoptr(JsonNode) node = vouch_json_parse (page, NULL);

  g_assert_nonnull (node);
}

static void
run_tape (GBytes *page)
{
  g_autoptr(VouchTape) tape = vouch_tape_new (page, NULL);

  g_assert_nonnull (tape);
}

static void
read_candidates (VouchReply *reply)
{
  g_autoptr(VouchAtsPage) page = NULL;

  reply->headers = vouch_headers_new ();
  page = vouch_ats_read_candidates (reply, NULL);
  g_assert_nonnull (page);
  g_assert_cmpuint (page->bad->len, ==, 0);
}

static void
run_tree_candidates (GBytes *page)
{
  g_autoptr(VouchReply) reply = vouch_reply_new ();

  reply->json = vouch_json_parse (page, NULL);
  read_candidates (reply);
}

static void
run_tape_candidates (GBytes *page)
{
  g_autoptr(VouchReply) reply = vouch_reply_new ();

  reply->tape = vouch_tape_new (page, NULL);
  read_candidates (reply);
}

static const Step steps[] = {
  { "json-glib alone, unchecked", run_json_glib, 0 },
  { "guard", run_guard, 0.5 },
  { "guard, json-glib", run_parse, 4 },
  { "guard, json-glib, candidates", run_tree_candidates, 4 },
  { "guard with tokens", run_tape, 0 },
  { "guard with tokens, candidates", run_tape_candidates, 4 },
};

/* Adds the people of a page to a list in text, up to the size. */
static void
append_people (GString  *text,
               JsonNode *page)
{
  JsonArray *people = json_object_get_array_member (json_node_get_object (page), "content");

  for (guint i = 0; i < json_array_get_length (people) && text->len < PAGE_BYTES; i++)
    {
      g_autofree char *person = vouch_json_to_string (json_array_get_element (people, i));

      if (!g_str_has_suffix (text->str, "["))
        g_string_append_c (text, ',');
      g_string_append (text, person);
    }
}

static JsonNode *
fetch_page (VouchSandbox *sandbox,
            guint         number)
{
  g_autofree char *uri = g_strdup_printf ("%s/candidates?limit=100&offset=%u",
                                          origins[VOUCH_LISTENER_ATS], number * 100);
  g_autoptr(VouchRequest) request = vouch_request_new ("GET", uri, VOUCH_REQUEST_NONE);
  g_autoptr(VouchSandboxAnswer) answer = NULL;
  g_autoptr(GBytes) bytes = NULL;
  JsonNode *node;

  vouch_headers_set (request->headers, "X-SmartToken", vouch_sandbox_get_api_key (sandbox));
  vouch_headers_set (request->headers, "Accept", "application/json");
  answer = vouch_sandbox_handle (sandbox, request, NOW + number * G_USEC_PER_SEC);
  if (answer->response->status != 200)
    g_error ("The practice company answers %u", answer->response->status);

  bytes = g_input_stream_read_bytes (answer->response->body, 1024 * 1024, NULL, NULL);
  node = vouch_json_parse (bytes, NULL);
  g_assert_nonnull (node);
  return node;
}

/* People of the practice company, as many as make up the size. */
static GBytes *
build_page (void)
{
  VouchSandboxOptions options = { .seed = 1 };
  g_autoptr(VouchSandbox) sandbox = NULL;
  g_autoptr(GString) text = g_string_new ("{\"limit\":100,\"offset\":0,\"content\":[");

  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    options.origins[i] = origins[i];
  sandbox = vouch_sandbox_new (&options);

  for (guint i = 0; i < MAX_PAGES; i++)
    {
      g_autoptr(JsonNode) page = fetch_page (sandbox, i);

      append_people (text, page);
    }
  g_assert_cmpuint (text->len, >=, PAGE_BYTES);

  g_string_append (text, "]}");
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static double
measure_once (const Step *step,
              GBytes     *page)
{
  gint64 start = vouch_bench_get_cpu ();

  for (guint i = 0; i < N_TIMES; i++)
    step->run (page);

  return (vouch_bench_get_cpu () - start) / 1000.0 / N_TIMES;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GBytes) page = build_page ();
  double times[G_N_ELEMENTS (steps)][N_RUNS];
  double peer = 0;

  for (guint run = 0; run < N_RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        times[i][run] = measure_once (&steps[i], page);
    }

  printf ("\nOne page of %" G_GSIZE_FORMAT " bytes, medians of %u\n", g_bytes_get_size (page),
          N_RUNS);
  printf ("  %-30s   CPU ms     MB/s   json-glib = 1   wanted ms\n", "");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double time = vouch_bench_median (times[i], N_RUNS);

      if (i == 0)
        peer = time;
      printf ("  %-30s %8.3f %8.0f %15.2f", steps[i].name, time,
              g_bytes_get_size (page) / time / 1000, time / peer);
      if (steps[i].goal > 0)
        printf ("   <= %.1f: %s", steps[i].goal, time <= steps[i].goal ? "met" : "MISSED");
      printf ("\n");
    }

  return vouch_bench_finish ();
}
