/**
 * The text that an assertion fails with, without the colours of the runner.
 *
 * @param {() => unknown} assert
 */
export async function failureOf(assert) {
  let text
  try {
    await assert()
  } catch (error) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: runners paint their texts
    text = error.message.replace(/\u001b\[\d+m/g, '')
  }
  if (text === undefined) throw new Error('the assertion did not fail')
  if (process.env.CARAT_SHOW) console.log(text)
  return text
}
