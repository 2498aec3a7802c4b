import contextlib
import importlib.util
import io
import json
import logging
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
SOURCE = pathlib.Path(__file__).parents[2] / "functions/notification-sender/index.py"
spec = importlib.util.spec_from_file_location("notification_sender", SOURCE)
index = importlib.util.module_from_spec(spec)
spec.loader.exec_module(index)

SECRET = "code-to-log-in-with"
MESSAGE = f"Agent 7 stopped: {SECRET}"
VALID = {"kind": "agent.failed", "subject": "Agent failed", "message": MESSAGE}

# Everything that the function prints, with tracebacks, as Lambda logs it.
LOG = io.StringIO()
logging.getLogger().addHandler(logging.StreamHandler(LOG))


class Sns:
    def __init__(self, refused=()):
        self.published = []
        self.refused = refused

    def publish(self, **message):
        if message["Subject"] in self.refused:
            raise RuntimeError("throttled")
        self.published.append(message)


def handle(sns, *bodies):
    records = [
        {"messageId": f"m{number}", "body": body if isinstance(body, str) else json.dumps(body)}
        for number, body in enumerate(bodies)
    ]
    with contextlib.redirect_stdout(LOG), contextlib.redirect_stderr(LOG):
        failures = index.create_handler(lambda: sns, "arn:topic")({"Records": records}, None)["batchItemFailures"]
    return [failure["itemIdentifier"] for failure in failures]


class NotificationSender(unittest.TestCase):
    def tearDown(self):
        self.assertNotIn(SECRET, LOG.getvalue())

    def test_publishes_with_the_kind_as_an_attribute(self):
        sns = Sns()
        self.assertEqual(handle(sns, VALID), [])
        self.assertEqual(
            sns.published,
            [
                {
                    "TopicArn": "arn:topic",
                    "Subject": "Agent failed",
                    "Message": MESSAGE,
                    "MessageAttributes": {"kind": {"DataType": "String", "StringValue": "agent.failed"}},
                }
            ],
        )

    def test_returns_only_failed_messages_to_the_queue(self):
        sns = Sns(refused={"Busy"})
        self.assertEqual(handle(sns, VALID, {**VALID, "subject": "Busy"}, "{", VALID), ["m1", "m2"])
        self.assertEqual(len(sns.published), 2)

    def test_fails_on_invalid_notifications(self):
        for body in (
            "[]",
            {},
            {**VALID, "extra": 1},
            {**VALID, "kind": "Agent Failed"},
            {**VALID, "kind": "a" * 65},
            {**VALID, "subject": ""},
            {**VALID, "subject": "x" * 101},
            {**VALID, "subject": "two\nlines"},
            {**VALID, "subject": "Agent failed\n"},
            {**VALID, "subject": "Über"},
            {**VALID, "message": ""},
            {**VALID, "message": "x" * (index.MESSAGE_BYTES + 1)},
            {**VALID, "message": 7},
        ):
            with self.subTest(body=str(body)[:60]):
                sns = Sns()
                self.assertEqual(handle(sns, body), ["m0"])
                self.assertEqual(sns.published, [])

    def test_logs_why_a_notification_is_invalid_without_what_it_says(self):
        refused = [{**VALID, field: f"{SECRET}\n{'x' * 100}"} for field in ("kind", "subject")]
        self.assertEqual(handle(Sns(), *refused, SECRET, {**VALID, "message": [SECRET]}), ["m0", "m1", "m2", "m3"])
        self.assertIn("subject must be 1 to 100 printable ASCII characters, got 120 characters", LOG.getvalue())

    def test_loads_without_the_sdk(self):
        self.assertNotIn("boto3", sys.modules)


if __name__ == "__main__":
    unittest.main()
