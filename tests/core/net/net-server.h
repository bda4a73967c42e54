/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NetServer:
 * @n_connections: how many were accepted
 * @n_requests: how many requests arrived, counted by their header
 * @latest: (owned): header and body of the latest request, as sent
 *
 * A server below HTTP: it answers each request, in the order they arrive on whatever connection,
 * with the bytes pushed for it, and can close instead. It runs in the default main context.
 */
typedef struct
{
  GSocketService *service;
  guint16 port;
  GTlsCertificate *certificate;  /* (owned) (nullable): then it speaks TLS */
  const char *const *protocols;  /* (nullable): what it says that it speaks above TLS */
  GQueue answers;
  guint n_connections;
  guint n_requests;
  GString *latest;
} NetServer;

typedef enum
{
  NET_SERVER_KEEP,
  NET_SERVER_CLOSE,
  NET_SERVER_STAY_SILENT,
} NetServerThen;

NetServer *net_server_new     (GTlsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void       net_server_free    (NetServer       *self);
void       net_server_push    (NetServer       *self,
                               const char      *answer,
                               NetServerThen    then);
void       net_server_push_bytes (NetServer    *self,
                                  GBytes       *answer,
                                  NetServerThen then);
void       net_server_drop_answers (NetServer  *self);
char      *net_server_dup_uri (NetServer       *self,
                               const char      *path) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetServer, net_server_free)

G_END_DECLS
