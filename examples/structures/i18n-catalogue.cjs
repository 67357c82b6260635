// The texts of a shop in three languages, as i18next holds them. Its instances share a logger, which would lead from one
// to the options of another: what is weighed is the store of one.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const i18next = require('i18next')

const text = readFileSync(join(__dirname, '../fixtures/locales.json'), 'utf8')

module.exports = function i18nCatalogue() {
  const i18n = i18next.createInstance()
  i18n.init({
    lng: 'de',
    fallbackLng: 'en',
    defaultNS: 'shop',
    resources: JSON.parse(text),
    initAsync: false,
    showSupportNotice: false,
  })
  return i18n.store
}
