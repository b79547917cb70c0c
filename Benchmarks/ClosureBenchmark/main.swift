import Nix
import NixStores

// ClosureBenchmark CACHE ROOT PATH…: copies the closures of paths from a binary cache into a chroot store, as
// `nix copy --from CACHE --to ROOT` does. Benchmarks/closures compares the two.

let arguments = CommandLine.arguments
guard arguments.count > 3, let address = CacheAddress(arguments[1]) else {
    print("usage: ClosureBenchmark CACHE ROOT PATH…")
    preconditionFailure("wrong usage")
}
let store = LocalStore(root: arguments[2])
let cache = BinaryCache(address, trust: .anyone, downloads: "\(store.notes)/downloads")
let paths = try arguments[3...].map { try StoreDirectory.standard.storePath($0) }
let result = try await ClosureCopy(from: cache).copy(paths, to: store)
try store.writeRegistration(to: "\(arguments[2])/nix-path-registration")
print("\(result.copied) paths, \(result.bytes) bytes")
