/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "sync/vouch-outcome.h"
#include "sync/vouch-problem.h"

/* 25 s, doubling to 24 h (reliability.md §2.7). */
#define FIRST_DELAY (25 * VOUCH_SECOND)
#define LAST_DELAY VOUCH_DAY

/**
 * vouch_retry_delay:
 * @failures: passing failures in a row, the last one included
 *
 * Returns: microseconds until the next try
 */
gint64
vouch_retry_delay (int failures)
{
  gint64 delay = FIRST_DELAY;

  for (int i = 1; i < failures && delay < LAST_DELAY; i++)
    delay *= 2;

  return MIN (delay, LAST_DELAY);
}

static void
judge_passing (VouchSendResult *self,
               const GError    *error,
               int              failures)
{
  gint64 asked = vouch_api_error_get_retry_after (error) * VOUCH_SECOND;

  self->failed = TRUE;
  self->state = VOUCH_EFFECT_PLANNED;
  self->delay = MAX (vouch_retry_delay (failures + 1), asked);
}

/* SmartRecruiters refuses a second file of one name with 400: it is there, as with a 409
 * (smartrecruiters.md §9.9). */
static VouchApiError
get_code (const GError *error)
{
  if (g_strcmp0 (vouch_api_error_get_service_code (error), "FILE_ALREADY_EXIST") == 0)
    return VOUCH_API_ERROR_CONFLICT;

  return error->code;
}

static void
judge_api (VouchSendResult *self,
           const GError    *error,
           gboolean         crosschq,
           gboolean         refusable,
           int              failures,
           gint64           silence)
{
  switch (get_code (error))
    {
    case VOUCH_API_ERROR_NOT_SENT:
    case VOUCH_API_ERROR_THROTTLED:
      judge_passing (self, error, failures);
      break;

    case VOUCH_API_ERROR_OUTCOME_UNKNOWN:
    case VOUCH_API_ERROR_BAD_REPLY:
    case VOUCH_API_ERROR_CONFLICT:
      /* A conflict says that it is there: the look that follows finds it, or a person is asked. */
      self->state = VOUCH_EFFECT_UNKNOWN;
      self->delay = get_code (error) == VOUCH_API_ERROR_CONFLICT ? 0 : silence;
      break;

    case VOUCH_API_ERROR_UNAUTHORIZED:
    case VOUCH_API_ERROR_FORBIDDEN:
      self->state = crosschq ? VOUCH_EFFECT_PLANNED : VOUCH_EFFECT_HELD;
      self->stop_queue = crosschq;
      break;

    case VOUCH_API_ERROR_NOT_FOUND:
    case VOUCH_API_ERROR_UNSUPPORTED:
      self->state = refusable ? VOUCH_EFFECT_REFUSED : VOUCH_EFFECT_HELD;
      break;

    case VOUCH_API_ERROR_INVALID:
    default:
      self->state = VOUCH_EFFECT_HELD;
      break;
    }
}

/**
 * vouch_send_result_judge:
 * @self: the result to fill
 * @error: what came instead of a good answer; never a cancellation
 * @crosschq: whether it went to Crosschq
 * @refusable: whether "not offered" is a lasting no that nobody has to mend
 * @failures: passing failures in a row before this one
 * @silence: after which a look for what has perhaps happened proves something
 */
void
vouch_send_result_judge (VouchSendResult *self,
                         const GError    *error,
                         gboolean         crosschq,
                         gboolean         refusable,
                         int              failures,
                         gint64           silence)
{
  self->reason = vouch_problem_from_error (error, crosschq ? "crosschq" : "ats");

  if (error->domain == VOUCH_API_ERROR)
    judge_api (self, error, crosschq, refusable, failures, silence);
  else
    /* The credential could not be had, so nothing was sent. */
    judge_passing (self, error, failures);
}

void
vouch_send_result_clear (VouchSendResult *self)
{
  g_clear_pointer (&self->reason, vouch_reason_unref);
}
