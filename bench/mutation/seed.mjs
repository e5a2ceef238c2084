// a property test that draws anew in every run would kill a mutant today and not tomorrow; that one is killed is enough to know
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1, endOnFailure: true })
