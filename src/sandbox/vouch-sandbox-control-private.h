/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox-core.h"
#include "sandbox/vouch-sandbox-writer.h"

G_BEGIN_DECLS

/**
 * VouchScene:
 *
 * One thing a person does at the practice company.
 */
typedef struct
{
  VouchSandbox *sandbox;
  VouchCompany *company;
  VouchReader *arguments;
  gint64 now;
} VouchScene;

typedef JsonNode *(* VouchSceneHandler) (VouchScene  *scene,
                                         GError     **error);

typedef struct
{
  const char *name;
  VouchSceneHandler handler;
} VouchSceneAction;

JsonNode    *vouch_scene_end         (VouchScene  *scene,
                                      JsonObject  *object,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
const char  *vouch_scene_text        (VouchScene  *scene,
                                      const char  *name);
VouchJob    *vouch_scene_find_job    (VouchScene  *scene);
VouchPerson *vouch_scene_find_person (VouchScene  *scene,
                                      const char  *name);
JsonNode    *vouch_scene_run_jobs    (VouchScene  *scene,
                                      const char  *action,
                                      gboolean    *known,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode    *vouch_scene_run_lists   (VouchScene  *scene,
                                      const char  *action,
                                      gboolean    *known,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
