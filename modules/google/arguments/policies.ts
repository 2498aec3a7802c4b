/** Limits of members and roles, the same in the IAM bindings of every service. */

/** https://cloud.google.com/iam/docs/principal-identifiers */
export const member = {
  pattern:
    /^(user:|group:|serviceAccount:|domain:|deleted:|principal:\/\/|principalSet:\/\/|allUsers$|allAuthenticatedUsers$)/,
  rule: "a principal with its kind, such as serviceAccount:<email>",
};

/** https://cloud.google.com/iam/docs/roles-overview */
export const role = {
  pattern: /^(roles\/[\w.]+|(projects|organizations)\/[\w.:-]+\/roles\/[\w.]+)$/,
  rule: "a role such as roles/storage.objectViewer or projects/<project>/roles/<id>",
};
