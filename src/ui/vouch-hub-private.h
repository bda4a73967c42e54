/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-store-watch.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * VouchHubTold:
 * @title: (nullable): of the condition
 * @problem: (nullable): of the last cycle
 * @session: (nullable): of the current connection
 *
 * What listeners heard last: a cycle after which all of it is the same is not heard of.
 */
typedef struct
{
  gboolean syncing;
  double progress;
  gint64 last_sync;
  gint64 next_sync;
  char *title;
  VouchReason *problem;
  VouchSession *session;
} VouchHubTold;

/* What a person did about a keyring that the engine found locked. */
typedef enum
{
  VOUCH_HUB_KEYRING_AS_FOUND,
  VOUCH_HUB_KEYRING_DISMISSED,  /* closed the question for the password */
  VOUCH_HUB_KEYRING_OPENED,     /* the engine will notice with its next cycle */
} VouchHubKeyring;

struct _VouchHub
{
  GObject parent_instance;

  VouchContextOptions options;      /* strings and objects of it are owned */
  VouchContext *context;            /* (owned) (nullable) */
  VouchStoreWatch *store_watch;     /* (owned) (nullable): while another engine writes */
  VouchHubState state;
  GError *error;                    /* (owned) (nullable) */

  GListStore *connections;          /* (owned), of VouchConnectionItem */
  VouchConnectionItem *current;     /* (owned) (nullable) */
  guint attention;
  gint64 paused_until;              /* of the current connection, service's time, or 0 */
  gint64 wanted_id;                 /* becomes current once it is read, or 0 */
  gboolean loaded;                  /* the connections were read once */
  gboolean reading;                 /* the list is being read */
  gboolean stale;                   /* and has to be read again after that */

  VouchPractice *practice;          /* (owned) (nullable) */
  GPtrArray *practice_waiting;      /* (owned) (nullable), of GTask: one start serves them all */
  GStrv redirect_uris;              /* (owned) (nullable): what the practice company registers */

  VouchCycle *cycle;                /* (owned) (nullable): of the current connection, under way */
  guint n_asked;                    /* cycles that a person asked for and that are not over */
  guint quiet_timer;                /* until the cycle takes so long that it is told, or 0 */
  gboolean takes_long;
  VouchHubTold told;
  GCancellable *cancellable;        /* (owned): ends everything the hub began */
  gboolean in_front;                /* the window is */
  gboolean working;                 /* cycles may begin */
  VouchHubBlocker blocker;
  GCancellable *watching;           /* (owned) (nullable): while the engine watches */
  guint lock_timer;                 /* looks whether the engine may run here now, or 0 */
  char *holder;                     /* (owned) (nullable): what the engine elsewhere is */
  gint64 holder_pid;
  guint grace_timer;                /* ends the cycles under way for the blocker, or 0 */

  VouchHubKeyring keyring;
  VouchReason *dismissed;           /* (owned) (nullable): once it was needed */
  guint keyring_timer;              /* looks whether the keyring can be used now, or 0 */
  gboolean looking;                 /* without a question */
  GCancellable *unlocking;          /* (owned) (nullable): while the person is being asked */

  guint n_held;                     /* what has to come to its end before the store is closed */
  GTask *closing;                   /* (owned) (nullable): waits for that */
};

void vouch_hub_set_state     (VouchHub       *self,
                              VouchHubState   state,
                              GError         *error);
void vouch_hub_follow_store  (VouchHub       *self);
void vouch_hub_emit_condition (VouchHub      *self);
/* FALSE: the condition is as it was told last. */
gboolean vouch_hub_note_condition (VouchHub  *self);
void vouch_hub_end_telling   (VouchHub       *self);
void vouch_hub_notify_practice (VouchHub     *self);
/* The engine runs here: cycles begin, for whatever is on. */
void vouch_hub_end_work      (VouchHub       *self);
void vouch_hub_begin_work    (VouchHub       *self);
/* The current connection is another one, or the engine is. */
void vouch_hub_follow_engine (VouchHub       *self);
void vouch_hub_watch_keyring (VouchHub       *self);
void vouch_hub_stop_unlocking (VouchHub      *self);
VouchReason *vouch_hub_look_at_keyring (VouchHub    *self,
                                        VouchReason *problem);

G_END_DECLS
