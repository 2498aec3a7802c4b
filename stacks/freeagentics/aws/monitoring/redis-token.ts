/**
 * A Python program, without packages, that prints a token with which the instance's role logs in to ElastiCache: a
 * presigned URL without its scheme, valid for 15 minutes.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function redisToken({ group, user }: { readonly group: string; readonly user: string }, region: string): string {
  return `#!/usr/bin/python3
import datetime, hashlib, hmac, json, os, urllib.parse, urllib.request

METADATA = os.environ.get("METADATA", "http://169.254.169.254") + "/latest"

def metadata(path, headers, method="GET"):
    request = urllib.request.Request(METADATA + path, headers=headers, method=method)
    return urllib.request.urlopen(request, timeout=5).read().decode()

def sign(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()

session = metadata("/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"}, "PUT")
headers = {"X-aws-ec2-metadata-token": session}
folder = "/meta-data/iam/security-credentials/"
role = json.loads(metadata(folder + metadata(folder, headers), headers))

host, user, region = "${group}", "${user}", "${region}"
now = os.environ.get("NOW") or datetime.datetime.utcnow().strftime("%Y%m%dT%H%M%SZ")
scope = "/".join([now[:8], region, "elasticache", "aws4_request"])
query = {
    "Action": "connect",
    "User": user,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": role["AccessKeyId"] + "/" + scope,
    "X-Amz-Date": now,
    "X-Amz-Expires": "900",
    "X-Amz-Security-Token": role["Token"],
    "X-Amz-SignedHeaders": "host",
}
encoded = urllib.parse.urlencode(sorted(query.items()), quote_via=urllib.parse.quote, safe="-_.~")
canonical = "\\n".join(["GET", "/", encoded, "host:" + host, "", "host", hashlib.sha256(b"").hexdigest()])
text = "\\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
key = ("AWS4" + role["SecretAccessKey"]).encode()
for part in scope.split("/"):
    key = sign(key, part)
print(host + "/?" + encoded + "&X-Amz-Signature=" + hmac.new(key, text.encode(), hashlib.sha256).hexdigest())
`;
}
