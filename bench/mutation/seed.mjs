// a property test that draws anew in every run would kill a mutant today and not tomorrow
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 })
