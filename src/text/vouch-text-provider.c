/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-private.h"

#define FALLBACK \
  NC_("reason", "The file with your company's settings for Vouch cannot be used."), NULL, \
  "connection"

/* What is wrong with a provider file, for whoever set up the computer. */
const VouchTextEntry vouch_text_provider[] = {
  { "provider.unreadable", VOUCH_WHO_YOU,
    NC_("reason", "The file {file} cannot be read."), NULL, "connection" },
  { "provider.unreadable", VOUCH_WHO_YOU, FALLBACK },
  { "provider.form", VOUCH_WHO_YOU,
    NC_("reason", "The file {file} does not consist of groups with keys, such as [SmartRecruiters] "
                  "with ClientId=…"), NULL, "connection" },
  { "provider.form", VOUCH_WHO_YOU, FALLBACK },
  { "provider.group", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file} there is a group [{group}]. There can only be the groups "
                  "[SmartRecruiters] and [Crosschq]."), NULL, "connection" },
  { "provider.group", VOUCH_WHO_YOU, FALLBACK },
  { "provider.key", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, the group [{group}] has a key {key}, which Vouch does not "
                  "know."), NULL, "connection" },
  { "provider.key", VOUCH_WHO_YOU, FALLBACK },
  { "provider.empty", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] is empty."), NULL,
    "connection" },
  { "provider.empty", VOUCH_WHO_YOU, FALLBACK },
  { "provider.text", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] is not text in UTF-8."), NULL,
    "connection" },
  { "provider.text", VOUCH_WHO_YOU, FALLBACK },
  { "provider.switch", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] has to be true or false."),
    NULL, "connection" },
  { "provider.switch", VOUCH_WHO_YOU, FALLBACK },
  { "provider.address", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] is not a full address."), NULL,
    "connection" },
  { "provider.address", VOUCH_WHO_YOU, FALLBACK },
  { "provider.https", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] has to begin with https:// and "
                  "to lead to another computer, without a user name."), NULL, "connection" },
  { "provider.https", VOUCH_WHO_YOU, FALLBACK },
  { "provider.parts", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] has a “?” or a “#”, which the "
                  "address of a service cannot have."), NULL, "connection" },
  { "provider.parts", VOUCH_WHO_YOU, FALLBACK },
  { "provider.redirect", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] has an address that does not "
                  "begin with https:// or http://localhost, or that has a user name, a “?” or a "
                  "“#”."), NULL, "connection" },
  { "provider.redirect", VOUCH_WHO_YOU, FALLBACK },
  { "provider.too-many", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] has more than three "
                  "addresses."), NULL, "connection" },
  { "provider.too-many", VOUCH_WHO_YOU, FALLBACK },
  { "provider.twice", VOUCH_WHO_YOU,
    NC_("reason", "In the file {file}, {key} in the group [{group}] has the same address twice."),
    NULL, "connection" },
  { "provider.twice", VOUCH_WHO_YOU, FALLBACK },
  { NULL },
};
