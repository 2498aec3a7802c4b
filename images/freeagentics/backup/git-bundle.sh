#!/usr/bin/env bash
# Copies every branch and tag of repositories to S3, a bundle for each repository.
# `git clone FILE` restores a bundle.
#
# REPOSITORIES   owner/name of each repository, separated by spaces
# GIT_TOKEN      token that may read them
# DESTINATION    s3://bucket/prefix
# GIT_HOST       URL of the Git server; default https://github.com
set -Eeuo pipefail

: "${REPOSITORIES:?}" "${GIT_TOKEN:?}" "${DESTINATION:?}"
host=${GIT_HOST:-https://github.com}

# Git reads the header from the environment, because arguments are visible in lists of processes.
credentials=$(printf 'x-access-token:%s' "$GIT_TOKEN" | base64 | tr -d '\n')
unset GIT_TOKEN
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_COUNT=1
export GIT_CONFIG_KEY_0="http.$host/.extraHeader" GIT_CONFIG_VALUE_0="Authorization: Basic $credentials"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

read -ra repositories <<<"$REPOSITORIES"
for repository in "${repositories[@]}"; do
  git clone --quiet --mirror "$host/$repository.git" "$work/mirror"
  bundle="$DESTINATION/$repository/$(date -u +%Y%m%dT%H%M%SZ).bundle"
  git -C "$work/mirror" bundle create "$work/bundle" --all
  git -C "$work/mirror" bundle verify --quiet "$work/bundle"
  aws s3 cp "$work/bundle" "$bundle" --no-progress
  rm -rf "${work:?}"/*
  echo "copied $repository to $bundle"
done
