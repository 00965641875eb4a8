// Asks Netlify's own code how it understands the files _headers and _redirects
// in a folder. Standard input is {"folder", "modules", "paths": [path],
// "addresses": [address]}; standard output is {"errors": [text], "headers":
// {path: {name: value}}, "redirects": {address: {"to", "status", "force"}}}.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const { folder, modules, paths, addresses } = JSON.parse(readFileSync(0, 'utf8'))
const require = createRequire(join(modules, 'package.json'))
const load = (name) => import(require.resolve(name))
const { parseAllHeaders } = await load('@netlify/headers-parser')
const { parseAllRedirects } = await load('@netlify/redirect-parser')
const redirector = require('netlify-redirector')

const rules = await parseAllHeaders({ headersFiles: [join(folder, '_headers')], configHeaders: [], minimal: false })
const old = await parseAllRedirects({ redirectsFiles: [join(folder, '_redirects')], configRedirects: [], minimal: false })
const errors = [...rules.errors, ...old.errors].map((e) => e.message)

const headers = {}
for (const path of paths ?? []) {
  headers[path] = Object.assign({}, ...rules.headers.filter((r) => r.forRegExp.test(path)).map((r) => r.values))
}

const matcher = await redirector.parsePlain(readFileSync(join(folder, '_redirects'), 'utf8'), {})
const redirects = {}
for (const address of addresses ?? []) {
  const url = new URL(address)
  const found = matcher.match({
    scheme: url.protocol.slice(0, -1), host: url.hostname, path: url.pathname, query: '',
    headers: {}, cookieValues: {}, getHeader: () => '', getCookie: () => '',
  })
  redirects[address] = found ? { to: found.to, status: found.status, force: Boolean(found.force) } : null
}
process.stdout.write(JSON.stringify({ errors, headers, redirects }))
