// Runs all operations together, each at its own fixed rate, even if earlier requests are not yet answered.
import http from 'k6/http';
import exec from 'k6/execution';
import { Counter } from 'k6/metrics';

const spec = JSON.parse(open(__ENV.SPEC));
const wrong = new Counter('wrong');

const scenarios = {};
const thresholds = {};
Object.keys(spec.rates).forEach((name) => {
  scenarios[name] = {
    executor: 'constant-arrival-rate',
    rate: spec.rates[name],
    duration: `${Math.round(spec.seconds * 1000)}ms`,
    preAllocatedVUs: 60, // each connects once; a server that keeps up needs fewer
    exec: name,
    gracefulStop: '10s',
  };
  // k6 reports figures by scenario only for metrics with a threshold; these thresholds are always met.
  thresholds[`http_req_duration{scenario:${name}}`] = ['max>=0'];
  for (const metric of ['http_reqs', 'wrong', 'dropped_iterations']) {
    thresholds[`${metric}{scenario:${name}}`] = ['count>=0'];
  }
});

export const options = {
  scenarios,
  thresholds,
  summaryTrendStats: ['min', 'med', 'p(95)', 'p(99)', 'max', 'count'],
  systemTags: ['scenario'], // a separate series for each address would cost more than the requests
};

const headers = { Authorization: `Bearer ${spec.token}` };
const json = { 'Content-Type': 'application/json' };
const timeout = '10s';
let made = 0;

function check(response, status, operation) {
  const body = response.body || '';
  if (response.status === status && body.length >= spec.shortest[operation]) return;
  wrong.add(1);
  console.error(`${operation} answered ${response.status} ${response.error} ${body.slice(0, 300)}`);
}

export function get_user() {
  const id = spec.ids[(exec.vu.idInTest * 7919 + made++) % spec.ids.length];
  check(http.get(`${spec.base_url}/users/${id}`, { headers, timeout }), 200, 'get_user');
}

export function list_users() {
  const url = `${spec.base_url}/users?limit=20&order_by=name&sort=asc`;
  check(http.get(url, { headers, timeout }), 200, 'list_users');
}

export function create_user() {
  const name = `${spec.prefix}-${exec.vu.idInTest}-${made++}`;
  const body = JSON.stringify({ email: `${name}@example.org`, name, password: 'correct horse battery' });
  check(http.post(`${spec.base_url}/users`, body, { headers: json, timeout }), 201, 'create_user');
}

export function handleSummary(data) {
  return { [spec.summary]: JSON.stringify(data.metrics) };
}
