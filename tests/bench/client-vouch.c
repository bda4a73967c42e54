/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */

/* Reads candidates page by page and stores them, with the parts that Vouch itself is made of. Its
 * counterparts in peers/ do the same work and print the same line. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "account/vouch-key-authorizer.h"
#include "base/vouch-clock.h"
#include "base/vouch-random.h"
#include "http/vouch-http.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-db.h"

/* The practice company's limits are off: nothing but the client itself shall be measured. */
static const VouchHttpRule rules[] = { { NULL, NULL, 1e6, 1 } };
static const VouchHttpPolicy policy = {
  .name = "bench",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 1,
  .timeout = 60 * G_USEC_PER_SEC,
  .connect_timeout = 10 * G_USEC_PER_SEC,
  .max_json = 8 * 1024 * 1024,
};

static const char create_table[] =
  "CREATE TABLE candidate (id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT, email TEXT,"
  " status TEXT, updated_on INTEGER)";
static const char put_row[] =
  "INSERT INTO candidate VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
  " ON CONFLICT (id) DO UPDATE SET first_name = ?2, last_name = ?3, email = ?4, status = ?5,"
  " updated_on = ?6";

typedef struct
{
  VouchHttp *http;
  VouchDb *db;
  GMainLoop *loop;
  guint n_wanted;   /* pages */
  guint n_pages;
  guint n_rows;
} Client;

static void request_page (Client     *client,
                          const char *page_id);

static void G_GNUC_NORETURN
give_up (const GError *error)
{
  g_printerr ("client-vouch: %s\n", error != NULL ? error->message : "an unreadable item");
  exit (1);
}

static gboolean
store_page (VouchDb             *db,
            const VouchAtsPage  *page,
            GError             **error)
{
  if (!vouch_db_begin (db, error))
    return FALSE;

  for (guint i = 0; i < page->items->len; i++)
    {
      const VouchAtsPerson *person = page->items->pdata[i];
      const char *status = person->primary != NULL ? person->primary->status : NULL;

      if (!vouch_db_run (db, error, put_row, "sssssi", person->candidate_id,
                         person->contact->first_name, person->contact->last_name,
                         person->contact->email, status, person->updated_on))
        return FALSE;
    }

  return vouch_db_commit (db, error);
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Client *client = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchReply) reply = vouch_http_send_finish (VOUCH_HTTP (object), result, &error);
  g_autoptr(VouchAtsPage) page = reply != NULL ? vouch_ats_read_candidates (reply, &error) : NULL;

  if (page == NULL || page->bad->len > 0 || !store_page (client->db, page, &error))
    give_up (error);

  client->n_pages++;
  client->n_rows += page->items->len;
  if (page->next_page_id != NULL && client->n_pages < client->n_wanted)
    request_page (client, page->next_page_id);
  else
    g_main_loop_quit (client->loop);
}

static void
request_page (Client     *client,
              const char *page_id)
{
  VouchAtsSearch search = { .page_id = page_id };
  g_autoptr(VouchCall) call = vouch_ats_call_candidates (&search);

  vouch_http_send_async (client->http, call, NULL, page_cb, client);
}

static gint64
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/* In kB. Not out of rusage, which a program inherits from the one that starts it. */
static gint64
get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;

  line = strstr (status, "VmHWM:");
  return line != NULL ? g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10) : 0;
}

static void
read_all (Client *client)
{
  gint64 cpu = get_cpu ();
  gint64 wall = g_get_monotonic_time ();

  request_page (client, NULL);
  g_main_loop_run (client->loop);

  cpu = get_cpu () - cpu;
  wall = g_get_monotonic_time () - wall;
  printf ("{\"pages\":%u,\"rows\":%u,\"cpu_us\":%" G_GINT64_FORMAT ",\"wall_us\":%" G_GINT64_FORMAT
          ",\"peak_kb\":%" G_GINT64_FORMAT "}\n",
          client->n_pages, client->n_rows, cpu, wall, get_peak ());
}

static VouchHttp *
build_http (const char  *uri,
            GError     **error)
{
  g_autoptr(VouchTransport) transport = vouch_soup_transport_new ();
  g_autoptr(VouchClock) clock = vouch_system_clock_new ();
  g_autoptr(VouchRandom) random = vouch_system_random_new ();
  g_autoptr(VouchAuthorizer) authorizer =
    vouch_key_authorizer_new_for_key (g_getenv ("VOUCH_BENCH_KEY"), VOUCH_KEY_FORM_SMART_TOKEN);

  return vouch_http_new (&policy, uri, VOUCH_REACH_PRACTICE, transport, clock, random, authorizer,
                         error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(VouchHttp) http = NULL;
  g_autoptr(VouchDb) db = NULL;
  g_autoptr(GError) error = NULL;
  Client client = { .loop = loop };

  if (argc != 4 || g_getenv ("VOUCH_BENCH_KEY") == NULL)
    {
      g_printerr ("client-vouch URI DATABASE PAGES, with the key in VOUCH_BENCH_KEY\n");
      return 2;
    }

  http = build_http (argv[1], &error);
  db = http != NULL ? vouch_db_open (argv[2], NULL, VOUCH_DB_WRITE, &error) : NULL;
  if (db == NULL || !vouch_db_run (db, &error, create_table, ""))
    give_up (error);

  client.http = http;
  client.db = db;
  client.n_wanted = atoi (argv[3]);
  read_all (&client);
  return 0;
}
