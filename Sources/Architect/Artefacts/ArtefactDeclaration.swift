public import ConfigurationGraph

/// An artefact that the operator wants forged where it isn't there yet.
public struct ArtefactDeclaration: Hashable, Sendable {
    /// What an artefact is forged from.
    public enum Origin: Hashable, Sendable {
        case image(ImageOrigin)
        case nix(NixOrigin)
        case cache(CacheOrigin)
    }

    /// The artefact's name.
    public var name: String
    /// What it is forged from.
    public var origin: Origin
    /// Where its document begins.
    public var location: SourceLocation
}

extension ArtefactDeclaration {
    /// The image that it is forged from; nil for what Nix builds.
    public var image: ImageOrigin? {
        guard case .image(let image) = origin else { return nil }
        return image
    }

    /// What Nix builds it from; nil for others.
    public var nix: NixOrigin? {
        guard case .nix(let nix) = origin else { return nil }
        return nix
    }
}
