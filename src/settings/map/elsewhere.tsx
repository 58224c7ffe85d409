// Says that another tab, which has the hub open, took what the inspector wanted mapped.
import { t } from '../i18n.ts'

export function Elsewhere({ onStay }: { onStay: () => void }) {
  return (
    <div class="note" role="status">
      <p>{t('map.elsewhere')}</p>
      <div class="actions">
        <button type="button" onClick={onStay}>
          {t('map.stay')}
        </button>
        <button type="button" class="primary" onClick={() => window.close()}>
          {t('map.closeTab')}
        </button>
      </div>
    </div>
  )
}
