@testable import Nix

/// An exported path, archive and all.
struct Export {
    var info: StorePathInfo
    var archive: [UInt8]

    static func read(_ bytes: [UInt8], piece: Int = .max) throws -> [Export] {
        var exports: [Export] = []
        var archive: [UInt8] = []
        var writer = NARWriter()
        var reader = ExportReader()
        try bytes.withUnsafeBytes { all in
            let step = max(1, min(piece, all.count))
            for start in stride(from: 0, to: all.count, by: step) {
                let part = UnsafeRawBufferPointer(rebasing: all[start..<min(all.count, start + step)])
                try reader.read(part) { event in
                    switch event {
                    case .begin:
                        archive = []
                        writer = NARWriter()
                    case .archive(let event): try writer.write(event) { archive.append(contentsOf: $0) }
                    case .end(let info): exports.append(Export(info: info, archive: archive))
                    }
                }
            }
        }
        try reader.finish()
        return exports
    }

    static func write(_ exports: [Export]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let sink = { (part: UnsafeRawBufferPointer) in bytes.append(contentsOf: part) }
        var writer = ExportWriter()
        for export in exports {
            try writer.begin(to: sink)
            try export.archive.withUnsafeBytes { try writer.archive($0, to: sink) }
            try writer.end(export.info, to: sink)
        }
        try writer.finish(to: sink)
        return bytes
    }
}
