require('@carat/jest')
