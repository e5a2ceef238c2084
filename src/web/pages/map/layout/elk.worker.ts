// ELK takes the messages of the worker that it is loaded into.
import 'elkjs/lib/elk-worker.min.js'
