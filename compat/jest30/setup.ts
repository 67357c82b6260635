import '@carat/jest'
