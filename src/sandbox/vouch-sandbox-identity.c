/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include <string.h>

#include "base/vouch-error.h"
#include "json/vouch-json.h"
#include "sandbox/vouch-sandbox-writer.h"

#define ALLOW_PATH "/identity/oauth/allow"

/* smartrecruiters.md §3: what the consent page says for each scope. */
static const struct { const char *scope; const char *prompt; } prompts[] =
{
  { "candidates_read", "Access Candidates" },
  { "candidates_create", "Create Candidates" },
  { "candidates_manage", "Manage Candidate Status and Properties" },
  { "candidate_status_read", "Access Candidate's status" },
  { "candidates_status_read", "Access Candidate's status" },
  { "jobs_read", "Access Jobs" },
  { "jobs_manage", "Manage Jobs" },
  { "configuration_read", "Access Company Settings" },
  { "configuration_manage", "Manage Company Settings" },
  { "company_read", "Access Company Information" },
  { "users_read", "Access Users" },
  { "user_me_read", "Access information about my user" },
  { "messages_read", "Access Messages" },
  { "messages_write", "Message Users" },
  { "audit_events_read", "Access Audit Events" },
  { "job_applications_read", "Access Job Applications" },
};

static const char page_head[] =
  "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
  "<title>SmartRecruiters (practice)</title><style>"
  ":root{color-scheme:light dark;--bg:#f3f5f7;--card:#fff;--fg:#1d2733;--dim:#5b6875;"
  "--line:#dfe4ea;--go:#2f7d32}"
  "@media(prefers-color-scheme:dark){:root{--bg:#15191e;--card:#1f252c;--fg:#e8edf2;"
  "--dim:#9aa7b4;--line:#333c46;--go:#4caf50}}"
  "*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;"
  "background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif;padding:1rem}"
  "main{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:2rem;"
  "max-width:30rem;width:100%}h1{font-size:1.35rem;margin:.2rem 0 1rem}"
  ".tag{display:inline-block;font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;"
  "color:var(--dim)}ul{list-style:none;padding:0;margin:1rem 0;border-top:1px solid var(--line)}"
  "li{padding:.5rem 0;border-bottom:1px solid var(--line)}li::before{content:\"\\2713\";"
  "color:var(--go);margin-right:.6rem}p{color:var(--dim)}.row{display:flex;gap:.75rem;"
  "margin-top:1.5rem;flex-wrap:wrap}button{flex:1;min-width:8rem;font:inherit;padding:.7rem 1rem;"
  "border-radius:9px;border:1px solid var(--line);background:transparent;color:inherit;"
  "cursor:pointer}button.go{background:#2f7d32;border-color:#2f7d32;color:#fff;font-weight:600}"
  "button:focus-visible{outline:3px solid #6aa9ff;outline-offset:2px}</style></head><body><main>";

static const char page_tail[] = "</main></body></html>";

static const char *
get_prompt (const char *scope)
{
  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      if (g_str_equal (prompts[i].scope, scope))
        return prompts[i].prompt;
    }

  return NULL;
}

static VouchResponse *
show_error (const VouchVisit *visit,
            const char       *what)
{
  g_autofree char *escaped = g_markup_escape_text (what, -1);
  g_autofree char *html = NULL;

  html = g_strdup_printf ("%s<span class=\"tag\">Practice company</span><h1>This link does not "
                          "work</h1><p>%s</p>%s", page_head, escaped, page_tail);
  return vouch_visit_html (visit, 400, html);
}

static gboolean
is_registered (VouchSandbox *self,
               const char   *redirect_uri)
{
  return redirect_uri != NULL &&
         g_ptr_array_find_with_equal_func (self->redirect_uris, redirect_uri, g_str_equal, NULL);
}

/* What is wrong with the question, if it is wrong in a way that must not redirect. */
static const char *
find_problem (VouchSandbox *self,
              GPtrArray    *pairs)
{
  if (g_strcmp0 (vouch_pairs_get (pairs, "client_id"), self->client_id) != 0)
    return "The application is not known here (client_id).";
  if (!is_registered (self, vouch_pairs_get (pairs, "redirect_uri")))
    return "The address to return to is not registered for this application (redirect_uri). "
           "It has to be equal in every character.";

  return NULL;
}

/* Normalizes the words; %NULL when one is unknown or there is none. */
static char *
take_scope (VouchSandbox *self,
            GPtrArray    *pairs)
{
  const char *asked = vouch_pairs_get (pairs, "scope");
  g_auto(GStrv) words = NULL;
  g_autoptr(GString) scope = g_string_new (NULL);

  if (asked == NULL)
    asked = vouch_sandbox_setting_string (self, "client_scopes");

  words = g_strsplit (asked, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (get_prompt (words[i]) == NULL)
        return NULL;
      g_string_append_printf (scope, "%s%s", scope->len > 0 ? " " : "", words[i]);
    }

  return scope->len > 0 ? g_strdup (scope->str) : NULL;
}

static VouchResponse *
redirect (const VouchVisit *visit,
          GPtrArray        *pairs,
          const char       *name,
          const char       *value,
          const char       *description)
{
  const char *uri = vouch_pairs_get (pairs, "redirect_uri");
  const char *state = vouch_pairs_get (pairs, "state");
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);
  g_autoptr(GString) target = g_string_new (uri);
  VouchResponse *response = NULL;

  g_string_append_printf (target, "%c%s=%s", strchr (uri, '?') == NULL ? '?' : '&', name, escaped);
  if (description != NULL)
    {
      g_autofree char *text = g_uri_escape_string (description, NULL, FALSE);

      g_string_append_printf (target, "&error_description=%s", text);
    }
  if (state != NULL)
    {
      g_autofree char *text = g_uri_escape_string (state, NULL, FALSE);

      g_string_append_printf (target, "&state=%s", text);
    }

  response = vouch_visit_empty (visit, 302);
  vouch_headers_set (response->headers, "Location", target->str);
  vouch_headers_set (response->headers, "Cache-Control", "no-store");
  return response;
}

static void
append_hidden (GString    *html,
               GPtrArray  *pairs,
               const char *name)
{
  const char *value = vouch_pairs_get (pairs, name);
  g_autofree char *escaped = value == NULL ? NULL : g_markup_escape_text (value, -1);

  if (value != NULL)
    g_string_append_printf (html, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name,
                            escaped);
}

static VouchResponse *
show_consent (const VouchVisit *visit,
              GPtrArray        *pairs,
              const char       *scope)
{
  static const char *const kept[] =
  {
    "client_id", "redirect_uri", "state", "scope", "code_challenge", "code_challenge_method",
  };
  g_autoptr(GString) html = g_string_new (page_head);
  g_auto(GStrv) words = g_strsplit (scope, " ", -1);
  VouchStaff *granter = g_ptr_array_index (visit->sandbox->company->staff, 0);

  g_string_append (html, "<span class=\"tag\">Practice company &middot; SmartRecruiters</span>"
                         "<h1>Vouch asks for access to your account</h1>");
  g_string_append_printf (html, "<p>You are signed in as <b>%s %s</b>, %s.</p><ul>",
                          granter->first, granter->last, "administrator");
  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (html, "<li>%s</li>", get_prompt (words[i]));
  g_string_append (html, "</ul><form method=\"post\" action=\"" ALLOW_PATH "\">");
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    append_hidden (html, pairs, kept[i]);
  g_string_append (html, "<div class=\"row\"><button name=\"answer\" value=\"cancel\">Cancel"
                         "</button><button class=\"go\" name=\"answer\" value=\"allow\">"
                         "Allow Access</button></div></form>");
  g_string_append (html, page_tail);

  return vouch_visit_html (visit, 200, html->str);
}

static VouchResponse *
give_code (const VouchVisit *visit,
           GPtrArray        *pairs,
           const char       *scope)
{
  VouchSandbox *self = visit->sandbox;
  gint64 seconds = vouch_sandbox_setting_int (self, "code_seconds");
  VouchSandboxToken *code = NULL;

  code = vouch_sandbox_tokens_issue (self->tokens, VOUCH_TOKEN_CODE, scope,
                             visit->now + seconds * G_USEC_PER_SEC);
  code->redirect_uri = g_strdup (vouch_pairs_get (pairs, "redirect_uri"));
  code->challenge = g_strdup (vouch_pairs_get (pairs, "code_challenge"));
  code->method = g_strdup (vouch_pairs_get (pairs, "code_challenge_method"));

  return redirect (visit, pairs, "code", code->text, NULL);
}

/* The page asks; its form answers with the same words and a button. */
static VouchResponse *
handle_allow (const VouchVisit *visit)
{
  gboolean answered = g_str_equal (visit->request->method, "POST");
  g_autoptr(GPtrArray) form = answered ? vouch_visit_parse_form (visit) : NULL;
  GPtrArray *pairs = answered ? form : visit->query;
  const char *problem = find_problem (visit->sandbox, pairs);
  g_autofree char *scope = NULL;

  if (problem != NULL)
    return show_error (visit, problem);
  if (vouch_pairs_get (pairs, "state") == NULL)
    vouch_visit_violation (visit, "no-state", "an attempt that nobody could recognise");

  scope = take_scope (visit->sandbox, pairs);
  if (scope == NULL)
    return redirect (visit, pairs, "error", "invalid_scope", "The scope is empty or unknown");
  if (!answered)
    return show_consent (visit, pairs, scope);
  if (g_strcmp0 (vouch_pairs_get (form, "answer"), "allow") != 0)
    return redirect (visit, pairs, "error",
                     vouch_sandbox_setting_string (visit->sandbox, "refusal"),
                     "The request was denied");

  return give_code (visit, pairs, scope);
}

static VouchResponse *
refuse_control (const VouchVisit *visit,
                const GError     *error)
{
  gboolean unknown = g_error_matches (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_UNKNOWN);

  return vouch_visit_message (visit, unknown ? 404 : 400, error->message);
}

static gboolean
is_post (const VouchVisit *visit)
{
  return g_str_equal (visit->request->method, "POST");
}

static VouchResponse *
handle_control (const VouchVisit *visit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = NULL;
  g_autofree char *arguments = NULL;
  gsize length = 0;

  if (visit->segments[1] == NULL)
    return vouch_visit_message (visit, 404, "Name an action");
  /* Any page can make a browser ask for an address: that must change nothing. */
  if (!is_post (visit) && !vouch_sandbox_control_reads (visit->segments[1]))
    return vouch_visit_message (visit, 405, "POST changes something, GET only reads");
  if (visit->request->body != NULL && g_bytes_get_size (visit->request->body) > 0)
    {
      const char *data = g_bytes_get_data (visit->request->body, &length);

      arguments = g_strndup (data, length);
    }

  answer = vouch_sandbox_control (visit->sandbox, visit->segments[1], arguments,
                                  visit->now - visit->sandbox->offset, &error);
  if (answer == NULL)
    return refuse_control (visit, error);

  return vouch_visit_json (visit, 200, answer);
}

/* A foreign page must not steer the company by a form or a script of its own. */
static gboolean
is_same_origin (const VouchVisit *visit)
{
  const char *origin = vouch_headers_get (visit->request->headers, "Origin");

  return origin == NULL || g_str_equal (origin, visit->sandbox->origins[VOUCH_LISTENER_IDENTITY]);
}

/**
 * vouch_sandbox_identity_handle:
 *
 * The listener of the consent page, the control calls and the recruiter's page.
 */
VouchResponse *
vouch_sandbox_identity_handle (const VouchVisit *visit)
{
  if (visit->segments[0] != NULL && g_str_equal (visit->segments[0], "_sandbox"))
    return is_same_origin (visit) ? handle_control (visit)
                                  : vouch_visit_message (visit, 403, "From the page itself only");
  if (g_str_equal (visit->path, ALLOW_PATH))
    return handle_allow (visit);
  if (g_str_equal (visit->path, "/identity/oauth/token"))
    return vouch_sandbox_token_handle (visit);
  if (visit->segments[0] == NULL && g_str_equal (visit->request->method, "GET"))
    return vouch_sandbox_page_handle (visit);

  return vouch_visit_message (visit, 404, "Not Found");
}
