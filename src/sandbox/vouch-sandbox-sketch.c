/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-sketch.h"

#include <string.h>

static const char *const first_names[] =
{
  "Ada", "Adrian", "Aiko", "Alejandro", "Alice", "Amara", "Amir", "Ana", "Andre", "Anika",
  "Anton", "Aoife", "Arjun", "Astrid", "Ayesha", "Beatriz", "Ben", "Bianca", "Björn", "Camille",
  "Carlos", "Carmen", "Chiara", "Chloé", "Daniel", "Daria", "David", "Deepa", "Diego", "Dmitri",
  "Dylan", "Elena", "Elias", "Emeka", "Emily", "Emma", "Erik", "Esther", "Fatima", "Felix",
  "Fernando", "Fiona", "Francesca", "Freya", "Gabriel", "Gianna", "Grace", "Greta", "Hana",
  "Hannah", "Hassan", "Helena", "Henry", "Hugo", "Ibrahim", "Ines", "Ingrid", "Isaac", "Isabel",
  "Ivan", "Jack", "Jasmine", "Javier", "Jean-Luc", "Jin", "Joana", "Johan", "Jonas", "José",
  "Julia", "Kai", "Karim", "Katarina", "Keiko", "Kofi", "Lara", "Lars", "Layla", "Leila", "Leo",
  "Liam", "Lina", "Linh", "Luca", "Lucía", "Magnus", "Maja", "Malik", "Marco", "Maria", "Marta",
  "Mateo", "Maya", "Mei", "Mia", "Miguel", "Mina", "Mohammed", "Nadia", "Naomi", "Nina", "Noah",
  "Nora", "Olga", "Oliver", "Olivia", "Omar", "Oscar", "Pablo", "Petra", "Priya", "Rachel",
  "Rafael", "Ravi", "Renée", "Rosa", "Ruth", "Samir", "Sana", "Santiago", "Sara", "Sean", "Sofia",
  "Sören", "Stella", "Sven", "Tara", "Teresa", "Thomas", "Tomás", "Uma", "Valentina", "Vera",
  "Victor", "Wei", "Wren", "Yara", "Yusuf", "Zara", "Zoë",
};

static const char *const last_names[] =
{
  "Abbott", "Adeyemi", "Ahmed", "Almeida", "Andersson", "Aoki", "Armstrong", "Bailey", "Banerjee",
  "Barbosa", "Bauer", "Becker", "Bell", "Bennett", "Berg", "Bianchi", "Brennan", "Brown", "Burke",
  "Campbell", "Carter", "Castillo", "Chan", "Chen", "Clarke", "Cohen", "Collins", "Costa", "Cruz",
  "Da-Silva", "Dahl", "Das", "Davies", "Dubois", "Edwards", "Eriksen", "Evans", "Farah",
  "Fernandes", "Fischer", "Flores", "Foster", "Fournier", "Fujita", "Garcia", "Gomez", "Gonzalez",
  "Green", "Gupta", "Haddad", "Hall", "Hansen", "Harris", "Hayes", "Hernandez", "Hoffmann",
  "Horvath", "Hughes", "Hussein", "Ito", "Jackson", "Jacobs", "Jansen", "Jensen", "Johansson",
  "Johnson", "Jones", "Joshi", "Kamara", "Kang", "Kaplan", "Kapoor", "Keller", "Kelly", "Khan",
  "Kim", "King", "Klein", "Kovacs", "Kowalski", "Kumar", "Larsen", "Lee", "Lehmann", "Leroy",
  "Lewis", "Li", "Lindgren", "Lopez", "Lund", "MacDonald", "Mahmoud", "Marino", "Martin",
  "Martínez", "Mbeki", "Mendes", "Meyer", "Miller", "Mitchell", "Moreau", "Moreno", "Morris",
  "Müller", "Murphy", "Nakamura", "Navarro", "Nguyen", "Nielsen", "Novak", "O'Brien", "O'Connor",
  "Oduya", "Okafor", "Okonkwo", "Olsen", "Ortiz", "Osei", "Owens", "Park", "Patel", "Pereira",
  "Perez", "Petrov", "Phillips", "Popescu", "Price", "Quinn", "Ramirez", "Rao", "Reid", "Ricci",
  "Rivera", "Roberts", "Rodriguez", "Romano", "Rossi", "Russell", "Ryan", "Sanchez", "Santos",
  "Sato", "Schmidt", "Schneider", "Schwarz", "Scott", "Shah", "Sharma", "Silva", "Singh", "Smith",
  "Sokolov", "Suzuki", "Svensson", "Takahashi", "Tanaka", "Taylor", "Thomas", "Thompson",
  "Torres", "Tran", "Turner", "Vargas", "Vasquez", "Virtanen", "Wagner", "Walker", "Walsh",
  "Wang", "Watanabe", "Weber", "White", "Williams", "Wilson", "Wong", "Wright", "Yamamoto",
  "Yang", "Yildiz", "Young", "Zhang", "Ziegler",
};

static const char *const domains[] = { "example.com", "example.org", "example.net" };

/* Steps generated people are in; the Crosschq step is never among them. */
static const char *const review_steps[] = { NULL, "Phone Screen", "Hiring Manager Review" };
static const char *const interview_steps[] = { "Phone Interview", "On-site Interview", "Panel" };

/* How many of a hundred people are in each status, TRANSFERRED being none. */
static const guint8 shares[] = { 6, 34, 18, 9, 2, 6, 19, 6 };

/* 2025-12-31T22:00:00Z, two hours before the company's first day. */
#define NEWEST G_GINT64_CONSTANT (1767218400000000)
#define HISTORY_DAYS 1000

/* Local parts of e-mail addresses; set once, since ASCII transliteration is slow. */
static char *first_mail[G_N_ELEMENTS (first_names)];
static char *last_mail[G_N_ELEMENTS (last_names)];

static char *
make_mail_name (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *out = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (g_ascii_isalpha (*p))
        g_string_append_c (out, g_ascii_tolower (*p));
    }

  return g_string_free (out, FALSE);
}

/* Fills the tables that all companies share. */
void
vouch_company_build_names (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (first_names); i++)
    first_mail[i] = make_mail_name (first_names[i]);
  for (guint i = 0; i < G_N_ELEMENTS (last_names); i++)
    last_mail[i] = make_mail_name (last_names[i]);
  g_once_init_leave (&done, 1);
}

gint64
vouch_sketch_get_newest (void)
{
  return NEWEST;
}

gboolean
vouch_sketch_has_step (const char *step)
{
  for (guint i = 0; i < 3; i++)
    {
      if (g_strcmp0 (review_steps[i], step) == 0 || g_strcmp0 (interview_steps[i], step) == 0)
        return TRUE;
    }

  return FALSE;
}

const char *
vouch_sketch_get_first (guint64 number)
{
  return first_names[number % G_N_ELEMENTS (first_names)];
}

const char *
vouch_sketch_get_name (guint64 number)
{
  return last_names[number % G_N_ELEMENTS (last_names)];
}

static VouchStatus
pick_status (guint percent)
{
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      sum += shares[i];
      if (percent < sum)
        return i;
    }

  return VOUCH_STATUS_NEW;
}

static const char *
pick_step (VouchStatus status,
           guint64     number)
{
  if (status == VOUCH_STATUS_IN_REVIEW)
    return review_steps[number % G_N_ELEMENTS (review_steps)];
  if (status == VOUCH_STATUS_INTERVIEW)
    return interview_steps[number % G_N_ELEMENTS (interview_steps)];

  return NULL;
}

/**
 * vouch_sketch_work:
 *
 * Fills in what searches ask for: jobs, statuses, times. One in eight has a second application.
 */
void
vouch_sketch_work (const VouchCompany *company,
                   guint64             index,
                   VouchSketch        *sketch)
{
  guint64 number = vouch_sandbox_mix (company->seed, 11, index);
  guint64 age = vouch_sandbox_mix (company->seed, 12, index) % (HISTORY_DAYS * 86400);
  guint64 later = (number >> 40) % (age + 1);

  sketch->index = index;
  sketch->jobs[0] = index % company->n_generated_jobs;
  sketch->statuses[0] = pick_status (number % 100);
  sketch->steps[0] = pick_step (sketch->statuses[0], (number >> 8) & 0xff);
  sketch->n_jobs = 1;
  sketch->created = NEWEST - (gint64) age * G_USEC_PER_SEC + (gint64) (number % 1000) * 1000;
  sketch->updated = NEWEST - (gint64) later * G_USEC_PER_SEC;
  sketch->created = MIN (sketch->created, sketch->updated);

  if ((number >> 16) % 8 == 0)
    {
      sketch->jobs[1] = (index + 1) % company->n_generated_jobs;
      sketch->statuses[1] = pick_status ((number >> 24) % 100);
      sketch->steps[1] = pick_step (sketch->statuses[1], (number >> 32) & 0xff);
      sketch->n_jobs = 2;
    }
}

static void
write_base36 (char    *out,
              guint64  number)
{
  char buffer[16];
  guint n = 0;

  do
    {
      buffer[n++] = "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
      number /= 36;
    }
  while (number > 0);

  while (n > 0)
    *out++ = buffer[--n];
  *out = '\0';
}

static char *
append (char       *out,
        const char *text)
{
  return g_stpcpy (out, text);
}

/* The index stands in the address, so that a search for it needs no table. */
static void
write_email (VouchSketch *sketch,
             guint        first,
             guint        last,
             guint        domain)
{
  char *out = append (sketch->email, first_mail[first]);

  out = append (out, ".");
  out = append (out, last_mail[last]);
  out = append (out, ".");
  write_base36 (out, sketch->index);
  out += strlen (out);
  out = append (out, "@");
  append (out, domains[domain % G_N_ELEMENTS (domains)]);
}

/* Numbers that no one has: 555-01xx. One in ten is not in E.164, one in twelve is missing. */
static void
write_phone (VouchSketch *sketch,
             guint64      number)
{
  guint area = 200 + number % 700;
  guint line = 100 + (number >> 16) % 100;

  sketch->phone[0] = '\0';
  if ((number >> 24) % 12 == 0)
    return;

  if ((number >> 32) % 10 == 0)
    g_snprintf (sketch->phone, sizeof sketch->phone, "(%u) 555-0%u", area, line);
  else
    g_snprintf (sketch->phone, sizeof sketch->phone, "+1%u5550%u", area, line);
}

/**
 * vouch_sketch_identity:
 *
 * Fills in who it is: name, address, phone, place.
 */
void
vouch_sketch_identity (const VouchCompany *company,
                       guint64             index,
                       VouchSketch        *sketch)
{
  guint64 number = vouch_sandbox_mix (company->seed, 13, index);
  guint first = number % G_N_ELEMENTS (first_names);
  guint last = (number >> 12) % G_N_ELEMENTS (last_names);

  sketch->index = index;
  sketch->first = first_names[first];
  sketch->last = last_names[last];
  sketch->place = (number >> 24) % vouch_company_get_n_places ();
  sketch->internal = (number >> 32) % 25 == 0;
  sketch->email[0] = '\0';
  if ((number >> 40) % 60 != 0)
    write_email (sketch, first, last, (number >> 48) & 0xff);
  write_phone (sketch, vouch_sandbox_mix (company->seed, 14, index));
}

/**
 * vouch_company_email_index:
 *
 * Returns: whether @email belongs to a generated person, touched or not, and to which
 */
gboolean
vouch_company_email_index (VouchCompany *self,
                           const char   *email,
                           guint64      *index)
{
  const char *at = strchr (email, '@');
  const char *dot = at == NULL ? NULL : g_strrstr_len (email, at - email, ".");
  g_autofree char *digits = NULL;
  VouchSketch sketch;
  guint64 number = 0;

  if (dot == NULL)
    return FALSE;

  digits = g_strndup (dot + 1, at - dot - 1);
  if (!g_ascii_string_to_unsigned (digits, 36, 0, self->n_generated - 1, &number, NULL))
    return FALSE;

  vouch_sketch_identity (self, number, &sketch);
  *index = number;
  return g_ascii_strcasecmp (sketch.email, email) == 0;
}
