"""What Slack's errors mean for a message: docs.slack.dev/reference/methods lists them, method by method.

Whatever is in none of the tables passes by itself (``internal_error``, ``service_unavailable``) or is new.
"""

from slack_sdk.errors import SlackApiError

from bot.ports import Barred, Broken, Gone, Letter, SendError, Wait, asked_pause

# That channel takes nothing from Baton any more; for direct messages the same codes mean these.
NO_ROOM = {
    "access_denied",
    "channel_not_found",
    "channel_type_not_supported",
    "ekm_access_denied",
    "is_archived",
    "is_inactive",
    "method_not_supported_for_channel_type",
    "no_permission",
    "not_in_channel",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
}
NO_DIRECT = {
    "cannot_dm_bot",
    "invalid_user_combination",
    "messages_tab_disabled",
    "user_disabled",
    "user_not_found",
    "user_not_visible",
}
# The message can't be changed, or nothing can stand under it.
NO_MESSAGE = {
    "cannot_reply_to_message",
    "cant_update_message",
    "edit_window_closed",
    "message_not_found",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
    "thread_not_found",
}
# Slack will refuse these words again.
NO_WORDS = {
    "invalid_arg_name",
    "invalid_arguments",
    "invalid_array_arg",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_charset",
    "invalid_form_data",
    "invalid_json",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "invalid_post_type",
    "invalid_ts_latest",
    "invalid_ts_oldest",
    "json_not_object",
    "metadata_must_be_sent_from_app",
    "metadata_too_large",
    "missing_post_type",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "not_enough_users",
    "slack_connect_canvas_sharing_blocked",
    "slack_connect_file_link_sharing_blocked",
    "too_many_attachments",
    "too_many_contact_cards",
    "too_many_users",
    "users_list_not_supplied",
}
# Baton itself is not let in: whoever runs it has to look, and nothing is lost meanwhile.
NO_ENTRY = {
    "accesslimited",
    "account_inactive",
    "deprecated_endpoint",
    "enterprise_is_restricted",
    "invalid_auth",
    "method_deprecated",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "team_added_to_org",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
    "upgrade_required",
}
TOO_MANY = {"message_limit_exceeded", "rate_limited", "ratelimited"}


def code_of(error: SlackApiError) -> str:
    """The error's name; empty for an answer that has none, from a proxy in front for instance."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def understood(error: SlackApiError, letter: Letter) -> SendError:
    """One of the errors that delivery knows.

    Slack asks one method of a workspace to wait; everything to that workspace waits with it.
    """
    # An answer that could not be read has another shape here; only its status is of use.
    status, headers = getattr(error.response, "status_code", 0), getattr(error.response, "headers", {})
    code = code_of(error)
    if status == 429 or code in TOO_MANY:
        return Wait(asked_pause(headers.get("Retry-After")), everywhere=True)
    if code in NO_MESSAGE:
        return Gone("message")
    if code in NO_DIRECT or (code in NO_ROOM and letter.room is None):
        return Gone("direct")
    if code in NO_ROOM:
        return Gone("room")
    if code in NO_WORDS:
        return Broken(code)
    return Barred(code) if code in NO_ENTRY else SendError(code or f"status {status}")
