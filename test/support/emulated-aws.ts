/** Calls of S3 and DynamoDB that tests send to the emulator, which accepts any signature. */
export class EmulatedAws {
  private readonly endpoint: string;

  constructor(endpoint: string) {
    this.endpoint = endpoint;
  }

  async objects(bucket: string): Promise<string[]> {
    const xml = await this.s3("GET", bucket);
    return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key!);
  }

  object(bucket: string, key: string): Promise<string> {
    return this.s3("GET", `${bucket}/${key}`);
  }

  async putObject(bucket: string, key: string, body: string): Promise<void> {
    await this.s3("PUT", `${bucket}/${key}`, body);
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    await this.s3("DELETE", `${bucket}/${key}`);
  }

  /** Creates a table for locks. */
  async createTable(table: string): Promise<void> {
    await this.dynamodb("CreateTable", {
      TableName: table,
      AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    });
  }

  async createBucket(bucket: string): Promise<void> {
    await this.s3("PUT", bucket);
  }

  /** Ids of the locks that are held. Terraform also keeps the digest of each state in the table, under an id that ends in `-md5`. */
  async locks(table: string): Promise<string[]> {
    const { Items } = await this.dynamodb("Scan", { TableName: table });
    return Items.map(({ LockID }: { LockID: { S: string } }) => LockID.S).filter((id: string) => !id.endsWith("-md5"));
  }

  /** Holds the lock of a state as another run of Terraform would. */
  async lock(table: string, id: string, who: string): Promise<void> {
    const info = { ID: "00000000-0000-0000-0000-000000000000", Operation: "OperationTypeApply", Who: who, Path: id };
    await this.dynamodb("PutItem", {
      TableName: table,
      Item: { LockID: { S: id }, Info: { S: JSON.stringify(info) } },
    });
  }

  async unlock(table: string, id: string): Promise<void> {
    await this.dynamodb("DeleteItem", { TableName: table, Key: { LockID: { S: id } } });
  }

  private s3(method: string, path: string, body?: string): Promise<string> {
    return this.call("s3", `/${path}`, { method, ...(body !== undefined && { body }) });
  }

  private async dynamodb(action: string, body: object) {
    const headers = { "X-Amz-Target": `DynamoDB_20120810.${action}`, "Content-Type": "application/x-amz-json-1.0" };
    return JSON.parse(await this.call("dynamodb", "/", { method: "POST", headers, body: JSON.stringify(body) }));
  }

  private async call(service: string, path: string, request: RequestInit): Promise<string> {
    const Authorization = `AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(`${this.endpoint}${path}`, {
      ...request,
      headers: { ...request.headers, Authorization },
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${service} ${path}: ${response.status} ${text}`);
    }
    return text;
  }
}
