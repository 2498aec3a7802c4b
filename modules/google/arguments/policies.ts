/** What bindings of every policy have. */

/** https://cloud.google.com/iam/docs/principal-identifiers */
export const member = {
  pattern:
    /^(user:|group:|serviceAccount:|domain:|deleted:|principal:\/\/|principalSet:\/\/|allUsers$|allAuthenticatedUsers$)/,
  rule: "a principal with its kind, such as serviceAccount:<email>",
};

export const role = {
  pattern: /^(roles\/[\w.]+|(projects|organizations)\/[\w.:-]+\/roles\/[\w.]+)$/,
  rule: "a role such as roles/storage.objectViewer or projects/<project>/roles/<id>",
};
