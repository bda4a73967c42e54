/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

#include <string.h>

/* The smallest report that every reader opens: one page in one of the fonts all readers have. */

/* Text of a PDF string: octal where it is not plain; what is beyond Latin-1 becomes a question
 * mark, since the font has no more. */
static void
append_pdf_text (GString    *out,
                 const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '(' || c == ')' || c == '\\' || (c >= 0xa0 && c <= 0xff))
        g_string_append_printf (out, "\\%03o", (guint) c);
      else
        g_string_append_c (out, c >= 0x20 && c <= 0x7e ? (char) c : '?');
    }
}

static void
append_line (GString    *out,
             guint       size,
             const char *text)
{
  g_string_append_printf (out, "/F1 %u Tf 0 -%u Td (", size, size + 8);
  append_pdf_text (out, text);
  g_string_append (out, ") Tj\n");
}

static char *
write_content (VouchSandboxRequest *request,
               gboolean             full)
{
  GString *out = g_string_new ("BT 56 800 Td\n");
  g_autofree char *name = g_strdup_printf ("%s %s", request->first_name, request->last_name);
  g_autofree char *id = g_strdup_printf ("Request %s", request->id);

  append_line (out, 20, full ? "Crosschq 360 report" : "Crosschq 360 summary");
  append_line (out, 14, name);
  append_line (out, 11, request->position);
  append_line (out, 11, id);
  for (guint i = 0; full && i < request->references->len; i++)
    {
      VouchSandboxReference *reference = request->references->pdata[i];
      g_autofree char *line = NULL;

      line = g_strdup_printf ("%s %s (%s): %s", reference->first_name, reference->last_name,
                              reference->relationship,
                              vouch_sandbox_reference_get_status (request, reference));
      append_line (out, 10, line);
    }

  g_string_append (out, "ET\n");
  return g_string_free (out, FALSE);
}

static void
append_object (GString    *out,
               GArray     *offsets,
               const char *body)
{
  gsize offset = out->len;

  g_array_append_val (offsets, offset);
  g_string_append_printf (out, "%u 0 obj\n%s\nendobj\n", offsets->len, body);
}

static void
append_table (GString *out,
              GArray  *offsets)
{
  gsize start = out->len;

  g_string_append_printf (out, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (out, "%010" G_GSIZE_FORMAT " 00000 n \n",
                            g_array_index (offsets, gsize, i));

  g_string_append_printf (out,
                          "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT
                          "\n%%%%EOF\n",
                          offsets->len + 1, start);
}

/**
 * vouch_sandbox_crosschq_dup_pdf:
 * @request: a completed request
 * @full: the full report rather than the summary
 *
 * Returns: (transfer full): a valid file, the same on every call
 */
GBytes *
vouch_sandbox_crosschq_dup_pdf (VouchSandboxRequest *request,
                                gboolean             full)
{
  g_autofree char *content = write_content (request, full);
  g_autoptr(GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree char *stream = NULL;
  GString *out = g_string_new ("%PDF-1.4\n");

  stream = g_strdup_printf ("<< /Length %" G_GSIZE_FORMAT " >>\nstream\n%sendstream",
                            strlen (content), content);
  append_object (out, offsets, "<< /Type /Catalog /Pages 2 0 R >>");
  append_object (out, offsets, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  append_object (out, offsets,
                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                 "/Resources << /Font << /F1 5 0 R >> >> >>");
  append_object (out, offsets, stream);
  append_object (out, offsets,
                 "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                 "/Encoding /WinAnsiEncoding >>");
  append_table (out, offsets);
  return g_string_free_to_bytes (out);
}
