"""Publishes the notifications of an SQS queue to an SNS topic. Only messages that fail return to the queue."""

import json
import logging
import os
import re

logger = logging.getLogger()
logger.setLevel(logging.INFO)

# SNS accepts printable ASCII characters that do not begin with a space.
SUBJECT = re.compile(r"[!-~][ -~]{0,99}")
KIND = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
# SNS accepts 256 KiB, attributes included.
MESSAGE_BYTES = 250 * 1024


class InvalidNotification(ValueError):
    pass


def parse(body):
    """Kind, subject and message of a notification; subscribers filter by the kind."""
    try:
        notification = json.loads(body)
    except ValueError as error:
        raise InvalidNotification(f"must be JSON: {error}") from error
    if not isinstance(notification, dict):
        raise InvalidNotification("must be an object")
    unknown = sorted(notification.keys() - {"kind", "subject", "message"})
    if unknown:
        raise InvalidNotification(f"must hold kind, subject and message only, got {', '.join(unknown)}")
    kind, subject, message = (notification.get(field) for field in ("kind", "subject", "message"))
    if not isinstance(kind, str) or len(kind) > 64 or not KIND.fullmatch(kind):
        raise InvalidNotification(f"kind must be at most 64 of a-z, 0-9 and inner dots or hyphens, got {size(kind)}")
    if not isinstance(subject, str) or not SUBJECT.fullmatch(subject):
        raise InvalidNotification(f"subject must be 1 to 100 printable ASCII characters, got {size(subject)}")
    if not isinstance(message, str) or not 0 < len(message.encode()) <= MESSAGE_BYTES:
        raise InvalidNotification(f"message must be a text of 1 to {MESSAGE_BYTES} bytes")
    return kind, subject, message


def size(value):
    """Size of a text without the text, which may have a code to log in with and which an error would put into the log."""
    return f"{len(value)} characters" if isinstance(value, str) else type(value).__name__


def create_handler(sns, topic_arn):
    """Handler that publishes to the topic; `sns` returns the client of the AWS SDK."""

    def handle(event, _context):
        failures = []
        for record in event["Records"]:
            try:
                kind, subject, message = parse(record["body"])
                sns().publish(
                    TopicArn=topic_arn,
                    Subject=subject,
                    Message=message,
                    MessageAttributes={"kind": {"DataType": "String", "StringValue": kind}},
                )
            except Exception:
                # Without this, one invalid message would return the whole batch to the queue.
                logger.exception("notification %s failed", record["messageId"])
                failures.append({"itemIdentifier": record["messageId"]})
        return {"batchItemFailures": failures}

    return handle


_clients = {}


def _sns():
    if "sns" not in _clients:
        # The Lambda runtime contains the SDK; tests load this file without it.
        import boto3

        _clients["sns"] = boto3.client("sns")
    return _clients["sns"]


handler = create_handler(_sns, os.environ.get("TOPIC_ARN"))
