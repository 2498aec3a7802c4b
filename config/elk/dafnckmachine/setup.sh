set -eu
cd /setup
# curl reads the login from standard input, because lists of processes show arguments.
request() { printf 'user = "elastic:%s"\n' "$PASSWORD" | curl --config - --silent --show-error --fail "$@" && echo; }
elasticsearch() { request --cacert /certificates/elasticsearch/ca.crt "$@"; }
kibana() { request --cacert /certificates/kibana/ca.crt "$@"; }
until elasticsearch 'https://elasticsearch.logging.svc.cluster.local:9200/_cluster/health?wait_for_status=yellow&timeout=5s'; do sleep 10; done
for file in ilm-*.json; do
  name=${file#ilm-}
  elasticsearch --request PUT --header 'Content-Type: application/json' --data-binary "@$file" "https://elasticsearch.logging.svc.cluster.local:9200/_ilm/policy/${name%.json}"
done
for file in index-template-*.json; do
  name=${file#index-template-}
  elasticsearch --request PUT --header 'Content-Type: application/json' --data-binary "@$file" "https://elasticsearch.logging.svc.cluster.local:9200/_index_template/${name%.json}"
done
until kibana 'https://kibana-kb-http.logging.svc:5601/api/status' >/dev/null; do sleep 10; done
for file in *.ndjson; do
  kibana --header 'kbn-xsrf: true' --form "file=@$file" 'https://kibana-kb-http.logging.svc:5601/api/saved_objects/_import?overwrite=true' | tee /tmp/import
  grep -q '"success":true' /tmp/import
done
