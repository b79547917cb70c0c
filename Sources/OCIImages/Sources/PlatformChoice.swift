public import OCI

extension Platform {
    /// The platform of this machine, with the least that its kind of processor has.
    public static var host: Platform {
        #if arch(x86_64)
            Platform(architecture: "amd64")
        #elseif arch(arm64)
            Platform(architecture: "arm64")
        #else
            Platform(architecture: "unknown")
        #endif
    }

    /// Whether what is built for this platform runs on another: the same kind of machine, and a variant that asks for
    /// no more than it has.
    func runs(on machine: Platform) -> Bool {
        guard os == machine.os, architecture == machine.architecture else { return false }
        guard let wanted = level, let given = machine.level else { return variant == machine.variant }
        return wanted.lexicographicallyPrecedes(given) || wanted == given
    }

    /// The variant's numbers, as 3 of `v3` and 8, 1 of `v8.1`; nil for one of another form. What names no variant has
    /// the least that its processors are sold with (image-spec, image-index.md, "Platform Variants").
    var level: [Int]? {
        let least = ["amd64": "v1", "arm64": "v8", "arm": "v7"][architecture] ?? "v0"
        let text = variant ?? least
        guard text.hasPrefix("v") else { return nil }
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        return numbers.count == parts.count ? numbers : nil
    }
}

/// Which entry of an index is for a platform.
struct PlatformChoice {
    let platform: Platform
    /// Reads an index that is an entry of another.
    let read: (Descriptor) throws -> [Descriptor]
    /// How deep indexes may lie in indexes.
    private static let depthLimit = 4

    /// The manifest for the platform: of those that run on it the one that asks for most of it, and of equals the first,
    /// as an index's order is its preference. Indexes in the index are looked into where its own entries don't fit.
    ///
    /// - Throws: ``ImageError/noPlatform(_:available:)``, which lists what there is; whatever reading throws.
    func manifest(among entries: [Descriptor]) throws -> Descriptor {
        let all = try manifests(in: entries, depth: 0)
        if all.count == 1, all[0].platform == nil { return all[0] }
        let fitting = all.enumerated().filter { $0.element.platform?.runs(on: platform) == true }
        let best = fitting.max { left, right in
            let (less, more) = (left.element.platform?.level ?? [], right.element.platform?.level ?? [])
            return less == more ? left.offset > right.offset : less.lexicographicallyPrecedes(more)
        }
        guard let best else {
            throw ImageError.noPlatform(platform, available: all.compactMap { $0.platform?.description })
        }
        return best.element
    }

    private func manifests(in entries: [Descriptor], depth: Int) throws -> [Descriptor] {
        try entries.flatMap { entry -> [Descriptor] in
            guard entry.mediaType.isIndex else { return [entry] }
            guard depth < Self.depthLimit else {
                throw ImageError.badDocument(
                    "index \(entry.digest)", reason: "indexes lie in indexes deeper than \(Self.depthLimit)")
            }
            return try manifests(in: read(entry), depth: depth + 1)
        }
    }
}

extension MediaType {
    /// Whether content of this type lists manifests.
    var isIndex: Bool { self == .imageIndex || self == .dockerManifestList }
}
